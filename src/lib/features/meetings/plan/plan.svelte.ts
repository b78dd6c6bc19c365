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
  templates: Record<MeetingKind, readonly AgendaLine[]>;
  /** Makes a title from the venue chosen and the kind. */
  makeTitle: (venueId: string, kind: MeetingKind) => string;
}

/** The form while it is filled in: title and agenda follow kind and place until somebody writes his own. */
export function createPlan(given: Given) {
  let kind = $state(given.kind);
  let venueId = $state(given.venueId);
  let title = $state(given.title || given.makeTitle(given.venueId, given.kind));
  let agenda = $state(given.agenda.map((line) => ({ ...line })));
  let ownTitle = $state(given.title !== '' && given.title !== given.makeTitle(given.venueId, given.kind));
  let ownAgenda = $state(JSON.stringify(given.agenda) !== JSON.stringify(given.templates[given.kind]));

  const follow = () => {
    if (!ownTitle) title = given.makeTitle(venueId, kind);
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
      if (!ownAgenda) agenda = given.templates[next].map((line) => ({ ...line }));
    },
    chooseVenue(next: string) {
      venueId = next;
      follow();
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
