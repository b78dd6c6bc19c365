import { untrack } from 'svelte';
import { withCarried } from '$lib/domain/meetings/carried';
import type { MeetingKind } from '$lib/domain/meetings/kind';

export interface AgendaLine {
  title: string;
  minutes: number;
}

interface Given {
  kind: MeetingKind;
  venueId: string;
  title: string;
  agenda: readonly AgendaLine[];
  /** What the last meetings at the place chosen put off. */
  carried: readonly AgendaLine[];
  templates: Record<MeetingKind, readonly AgendaLine[]>;
  /** Makes a title from the venue chosen and the kind. */
  makeTitle: (venueId: string, kind: MeetingKind) => string;
}

/** The form while it is filled in: title and agenda follow kind and place until somebody writes his own. */
export function createPlan(input: Given) {
  let kind = $state(input.kind);
  let venueId = $state(input.venueId);
  let title = $state(input.title || input.makeTitle(input.venueId, input.kind));
  let agenda = $state(input.agenda.map((line) => ({ ...line })));
  let ownTitle = $state(input.title !== '' && input.title !== input.makeTitle(input.venueId, input.kind));
  let carried = $state.raw(input.carried);
  const made = (kind: MeetingKind) => withCarried(input.templates[kind], carried).map((line) => ({ ...line }));
  let ownAgenda = $state(JSON.stringify(input.agenda) !== JSON.stringify(untrack(() => made(input.kind))));

  const stands = ({ title }: AgendaLine) => agenda.some((line) => line.title.trim() === title.trim());
  const follow = () => {
    if (!ownTitle) title = input.makeTitle(venueId, kind);
  };
  return {
    get kind() {
      return kind;
    },
    get venueId() {
      return venueId;
    },
    get title() {
      return title;
    },
    get agenda() {
      return agenda;
    },
    get minutes() {
      return agenda.reduce((sum, line) => sum + (line.title.trim() ? Number(line.minutes) || 0 : 0), 0);
    },
    chooseKind(next: MeetingKind) {
      kind = next;
      follow();
      if (!ownAgenda) agenda = made(next);
    },
    chooseVenue(next: string) {
      venueId = next;
      follow();
    },
    /** What was put off and stands on the agenda, and what does not. */
    get carriedIn() {
      return carried.filter(stands);
    },
    get carriedOut() {
      return carried.filter((line) => !stands(line));
    },
    /** Another place, and what was put off there. An agenda that somebody has written is his. */
    carry(next: readonly AgendaLine[]) {
      carried = next;
      if (!ownAgenda) agenda = made(kind);
    },
    takeUp() {
      ownAgenda = true;
      agenda = withCarried(agenda, carried).map((line) => ({ ...line }));
    },
    writeTitle(text: string) {
      title = text;
      ownTitle = text.trim() !== '';
    },
    touchAgenda() {
      ownAgenda = true;
    },
    addLine() {
      ownAgenda = true;
      agenda.push({ title: '', minutes: 10 });
    },
    removeLine(index: number) {
      ownAgenda = true;
      agenda.splice(index, 1);
    }
  };
}
