import { untrack } from 'svelte';
import type * as Y from 'yjs';
import { AgendaDocument, type StepPatch } from '$lib/document/agenda-editing';
import { movedInQueue } from '$lib/document/ordering';
import { readDisputes } from '$lib/document/disputes';
import { readMarks } from '$lib/document/marks';
import { dismissedPairs } from '$lib/document/merging';
import { readPolls } from '$lib/document/polls';
import { presentIn } from '$lib/document/present';
import { readPhotos } from '$lib/document/reading';
import { readQueue, SpeakersDocument } from '$lib/document/queue';
import type { AgendaRecord, MetaRecord } from '$lib/document/records';
import { readReports } from '$lib/document/reports';
import { readScribe } from '$lib/document/scribe';
import { phonesOpen, waitingIn } from '$lib/document/tray';
import { readScreen } from '$lib/document/screen';
import { isReportStep } from '$lib/domain/meetings/agenda-template';
import { leftOver, stepClock } from '$lib/domain/meetings/agenda-clock';
import { readSpotlight } from '$lib/domain/meetings/spotlight';
import { floorAt, sameName, USUAL_TURN_MS } from '$lib/domain/meetings/speaking';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { writtenIn } from '$lib/document/written';
import type { whole } from '$lib/sync/live.svelte';
import type { Act } from '../stool/stool';
import { createChime } from './chime';
import { speakerToFill } from './fill-speaker';
import { recentNames } from './recent-names';

export interface Leading {
  doc: Y.Doc;
  /** What this tablet's own writing is marked with. */
  own: unknown;
  /** Given and not imported, so that what the first script carries is not cut in two. */
  watch: typeof whole;
  storage: Storage;
  clock: () => Date;
  draft: { speaker: string; text: string };
  act: <T>(what: Act, work: () => T) => T;
  goToAgenda: (id: string) => void;
  agenda: () => readonly AgendaRecord[];
  meta: () => MetaRecord;
  /** Names that were heard before, the latest first. */
  speakers: () => readonly string[];
  /** Hears when this person has added a line. */
  onAdded: (tell: () => void) => () => void;
}

/** The drawers of the panel. */
export type ToolId =
  'speakers' | 'agenda' | 'deciding' | 'report' | 'people' | 'phones' | 'screen' | 'dispute' | 'folding';

const TICK_MS = 1_000;
/** The last part of a turn, when a gentle word is due. */
const NEARLY_MS = 30_000;
const RECENT_SHOWN = 8;
const CHIME = 'stool/chime';
const TABLET = 'stool/tablet';

/** The floor and the agenda's time at this tablet. */
export function createLead(s: Leading) {
  const edits = { speakers: new SpeakersDocument(s.doc, s.own), agenda: new AgendaDocument(s.doc, s.own) };
  /** Giving the floor is no writing: undo leaves it alone. */
  const leading = new SpeakersDocument(s.doc, 'leading');
  const queue = s.watch(s.doc, 'queue', () => readQueue(s.doc));
  const polls = s.watch(s.doc, 'polls', () => readPolls(s.doc));
  const photos = s.watch(s.doc, 'photos', () => readPhotos(s.doc));
  const marks = s.watch(s.doc, 'marks', () => readMarks(s.doc));
  const reports = s.watch(s.doc, 'reports', () => readReports(s.doc));
  const disputes = s.watch(s.doc, 'disputes', () => readDisputes(s.doc));
  const present = s.watch(s.doc, 'people', () => presentIn(s.doc));
  const trayChanged = s.watch(s.doc, 'tray', () => ({}));
  const entriesChanged = s.watch(s.doc, 'entries', () => ({}));
  const metaChanged = s.watch(s.doc, 'meta', () => ({}));
  const tray = $derived.by(() => {
    trayChanged();
    entriesChanged();
    return waitingIn(s.doc);
  });
  const screen = $derived((metaChanged(), readScreen(s.doc)));
  const phones = $derived((metaChanged(), phonesOpen(s.doc)));
  const scribe = $derived((metaChanged(), readScribe(s.doc)));
  const notSame = $derived((metaChanged(), dismissedPairs(s.doc)));
  const tablet = tabletId(s.storage);
  const chime = createChime();
  const time = () => s.clock().getTime();

  let now = $state(time());
  let open = $state(false);
  let tab = $state<ToolId>('speakers');
  let chimes = $state(kept(s.storage));
  let followMe = $state(false);

  // The screen follows the item that is written here; where in it is nobody's business.
  $effect(() => {
    if (!followMe) return;
    const shown = openMeetingDocument(s.doc, 'leading');
    const heard = (transaction: Y.Transaction) => {
      const id = transaction.origin === s.own ? writtenIn(s.doc, transaction).at(-1) : undefined;
      const standing = id !== undefined && (shown.entry(id) ?? shown.issue(id));
      if (standing && shown.meta().spotlight !== id) shown.setMeta({ spotlight: id });
    };
    s.doc.on('afterTransaction', heard);
    return () => s.doc.off('afterTransaction', heard);
  });

  const floor = $derived(floorAt(queue(), now));
  const speakingId = $derived(floor.speaking?.spell.id ?? null);
  const name = $derived(floor.speaking?.asking.name ?? null);
  const left = $derived(USUAL_TURN_MS - (floor.speaking?.ms ?? 0));
  const turn = $derived(left <= 0 ? 'over' : left <= NEARLY_MS ? 'soon' : 'calm');
  const recent = $derived(recentNames(floor, s.speakers(), RECENT_SHOWN));

  $effect(() => {
    queue();
    now = time();
    if (!open && speakingId === null) return;
    const timer = setInterval(() => (now = time()), TICK_MS);
    return () => clearInterval(timer);
  });

  // Going on in the agenda leaves the report-back behind: the screen follows what is written again.
  const stepAt = $derived((metaChanged(), s.meta().agendaAt));
  let stepBefore = untrack(() => stepAt);
  $effect(() => {
    if (stepAt === stepBefore) return;
    stepBefore = stepAt;
    untrack(() => {
      // The item that it is itself brings nothing else.
      const step = s.agenda().find(({ id }) => id === stepAt);
      if (step && isReportStep(step)) return;
      const shown = readSpotlight(s.meta().spotlight);
      if (shown.what === 'reports' || shown.what === 'report' || shown.what === 'report-pictures')
        openMeetingDocument(s.doc, 'leading').setMeta({ spotlight: null });
    });
  });

  // Whoever is given the floor, on whichever tablet, is who the next line is probably by.
  let before: string | null = null;
  function fill(from: string | null) {
    const filled = speakerToFill(s.draft, from, name);
    if (filled !== null) s.draft.speaker = filled;
  }
  $effect(() => {
    if (speakingId === null && before === null) return;
    untrack(() => {
      fill(before);
      before = name;
    });
  });
  $effect(() => s.onAdded(() => fill(null)));

  let rungFor: string | null = null;
  $effect(() => {
    if (turn !== 'over' || speakingId === null || rungFor === speakingId) return;
    // A tablet that comes in late does not ring for what is long past.
    const fresh = left > -2 * TICK_MS;
    rungFor = speakingId;
    if (chimes && fresh) chime.ring();
  });
  $effect(() => () => chime.end());

  return {
    /** For the drawers: the document, whose writing it is, one act of undo, what is watched, the server's clock. */
    doc: s.doc,
    own: s.own,
    act: s.act,
    watch: s.watch,
    clock: s.clock,
    tablet,
    get polls() {
      return polls();
    },
    get photos() {
      return photos();
    },
    /** How many are here; 0: nobody counted. */
    get present() {
      return present();
    },
    /** What those present say of earlier promises. */
    get reports() {
      return reports();
    },
    get disputes() {
      return disputes();
    },
    /** What was said of each line at the readback. */
    get marks() {
      return marks();
    },
    /** Who writes the minutes. */
    get scribe() {
      return scribe;
    },
    /** Whether two lines were said not to be one speech. */
    get notSame() {
      return notSame;
    },
    /** Messages from phones that wait. */
    get tray() {
      return tray;
    },
    get screen() {
      return screen;
    },
    /** Whether the screen shows what is written on this tablet. */
    get followMe() {
      return followMe;
    },
    set followMe(on) {
      followMe = on;
    },
    /** Whether phones may take part. */
    get phones() {
      return phones;
    },
    get open() {
      return open;
    },
    set open(next) {
      open = next;
    },
    get tab() {
      return tab;
    },
    set tab(next) {
      tab = next;
    },
    get floor() {
      return floor;
    },
    /** Time that is left of the usual turn; negative when it is over. */
    get left() {
      return left;
    },
    get turn() {
      return turn;
    },
    get recent() {
      return recent;
    },
    get agendaAt() {
      return s.meta().agendaAt;
    },
    get agenda() {
      return s.agenda();
    },
    get leftOver() {
      return leftOver(s.agenda(), s.meta().agendaAt).filter((step) => !step.carried);
    },
    clockOf: (step: AgendaRecord) => stepClock(step, step.id === s.meta().agendaAt, now),
    get chimes() {
      return chimes;
    },
    set chimes(on) {
      chimes = on;
      if (on) chime.ring();
      try {
        if (on) s.storage.setItem(CHIME, '1');
        else s.storage.removeItem(CHIME);
      } catch {
        // A private window: it holds until the page is left.
      }
    },

    add(typed: string) {
      const name = sameName(typed);
      if (name) s.act('add', () => edits.speakers.add({ name, askedAt: s.clock().toISOString() }));
    },
    start(id: string) {
      if (chimes) chime.wake();
      leading.start(id, s.clock().toISOString());
    },
    stop: () => leading.stop(s.clock().toISOString()),
    remove: (id: string) => s.act('remove', () => edits.speakers.remove(id)),
    move: (id: string, direction: 'up' | 'down') =>
      s.act('order', () => edits.speakers.place(movedInQueue(floor.waiting, id, direction))),

    goTo: s.goToAgenda,
    addStep(title: string, minutes: number) {
      if (title.trim()) s.act('set', () => edits.agenda.add(title.trim(), minutes, s.meta().agendaAt));
    },
    setStep: (id: string, patch: StepPatch) => s.act('set', () => edits.agenda.set(id, patch)),
    moveStep: (id: string, direction: 'up' | 'down') => s.act('order', () => edits.agenda.move(id, direction)),
    removeStep: (id: string) => s.act('remove', () => edits.agenda.remove(id)),
    carryRest() {
      const ids = leftOver(s.agenda(), s.meta().agendaAt).map(({ id }) => id);
      s.act('set', () => edits.agenda.carry(ids));
    }
  };
}

export type Lead = ReturnType<typeof createLead>;

/** This tablet, whoever is signed in on it: two tablets' counts are two. */
function tabletId(storage: Storage): string {
  const fresh = crypto.randomUUID();
  try {
    const existing = storage.getItem(TABLET);
    if (existing) return existing;
    storage.setItem(TABLET, fresh);
  } catch {
    // A private window: a name until the page is left.
  }
  return fresh;
}

function kept(storage: Storage): boolean {
  try {
    return storage.getItem(CHIME) !== null;
  } catch {
    return false;
  }
}
