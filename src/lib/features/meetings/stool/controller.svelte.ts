import { tick } from 'svelte';
import { OWN, openMeetingDocument, type EntryPatch, type IssuePatch } from '$lib/document/meeting-document';
import { lacking, type Lack } from '$lib/domain/meetings/readiness';
import type { MeetingConnection } from '$lib/sync/connect-meeting';
import { live, whole } from '$lib/sync/live.svelte';
import { dayOf } from '$lib/words/dates';
import { createReadback } from '../readback/controller.svelte';
import { createAttaching } from './attaching.svelte';
import { createBell } from './bell';
import { createClosing } from './closing.svelte';
import type { Place } from './context';
import { createDeadlines } from './deadlines.svelte';
import { createDrafting, recoverDrafting } from './drafting.svelte';
import type { Given } from './given';
import { createLeading } from './leading.svelte';
import { createLook } from './look.svelte';
import { byId, numbersOf, writersAt } from './lookup';
import { postClose } from './post-close';
import { likelyOwners, recentSpeakers } from './recent-speakers';
import { saveFile } from './save-file';
import { serverClock } from './server-clock';
import { createUnfolded } from './unfolded.svelte';

/** How often what depends on the clock is said anew. */
const CLOCK_MS = 20_000;
const SPEAKERS_SHOWN = 8;

/** One's own acts, as the undo button names them. */
export type Act = 'add' | 'edit' | 'remove' | 'issue' | 'set' | 'order' | 'support' | 'photo';

/**
 * Everything the tablet view shows and does with one meeting. Made once a page, in the browser, while a component is set
 * up (it registers effects). The shared document is read as records that stay the same objects while they say the same.
 */
export function createStool(given: Given, connection: MeetingConnection, shelf: Storage) {
  const meeting = live(connection);
  const { doc, document } = connection;
  /** Leading the meeting (phase, agenda, what the screen shows) is no writing: undo leaves it alone. */
  const leading = openMeetingDocument(doc, 'leading');
  const meetingId = given.meeting.id;

  const clock = serverClock(given.now);
  let now = $state(clock().toISOString());
  const today = $derived(dayOf(now, given.timeZone));
  $effect(() => {
    const timer = setInterval(() => (now = clock().toISOString()), CLOCK_MS);
    return () => clearInterval(timer);
  });

  const entries = $derived(meeting.entries);
  const issues = $derived(meeting.issues);
  const meta = $derived(meeting.meta);
  const entryNumbers = $derived(numbersOf(entries));
  const issueNumbers = $derived(numbersOf(issues));
  const issuesById = $derived(byId(issues));
  const parties = byId(given.parties);
  const speakers = $derived(recentSpeakers(entries, SPEAKERS_SHOWN));
  const owners = $derived(
    likelyOwners(
      given.parties,
      issues.map((issue) => issue.ownerId),
      given.me.partyId
    )
  );
  const others = $derived(meeting.presence.filter((one) => !one.self));

  const openEntries = createUnfolded();
  const openIssues = createUnfolded();
  let pane = $state<'diary' | 'issues'>('diary');
  let removed = $state<string | null>(null);
  let begunHere = $state(given.begunHere ?? false);
  /** The person's own ↑ or ↓ is shown at once; another's waits while a field of the list has the caret. */
  let ordering = $state(false);
  const added = createBell<[]>();
  const wanted = createBell<[collection: Place['collection'], id: string]>();

  /** What undo would take back, while that is sure: after an undo the step before it has no name. */
  let undoes = $state<Act | null>(null);
  let acting = false;
  /** One act of one's own is one step of undo. The offer to bring back what was removed before ends with it. */
  function act<T>(what: Act, work: () => T): T {
    connection.undo.step();
    acting = true;
    try {
      return work();
    } finally {
      acting = false;
      connection.undo.step();
      undoes = what;
      removed = null;
    }
  }
  $effect(() => {
    const heard = ({ origin, changed }: { origin: unknown; changed: { size: number } }) => {
      if (acting || origin !== OWN || !changed.size) return;
      undoes = 'edit';
      removed = null;
    };
    doc.on('afterTransaction', heard);
    return () => doc.off('afterTransaction', heard);
  });
  async function show(collection: Place['collection'], id: string) {
    pane = collection === 'entries' ? 'diary' : 'issues';
    await tick();
    wanted.ring(collection, id);
  }

  let here: Place | null = null;
  /** Tells the others where this person writes; said again only when it changes. */
  function writing(place: Place | null) {
    if (place?.id === here?.id && place?.field === here?.field) return;
    connection.presence.setEditing((here = place));
  }

  const drafting = createDrafting(shelf, `${meetingId}/${given.me.accountId}`, clock);
  function enter({ at, kind, speaker, text }: { at: string } & typeof drafting.draft) {
    document.addEntry({ at, kind, speaker, text, by: given.me.accountId });
  }
  recoverDrafting(drafting, {
    ready: () => meeting.ready,
    connected: () => meeting.status === 'connected',
    kept: () => meeting.saved.kept === true,
    entries: () => entries,
    me: given.me.accountId,
    enter
  });

  const attaching = createAttaching({
    ...{ meetingId, accountId: given.me.accountId, document, shelf, clock, act },
    photos: () => meeting.photos,
    entries: () => entries,
    issues: () => issues,
    connected: () => meeting.status === 'connected',
    removed: (name) => (removed = name)
  });
  const goToAgenda = (id: string) => leading.goToAgenda(id, clock().toISOString());
  const lead = createLeading({
    ...{ doc, own: OWN, watch: whole, shelf, clock, act, goToAgenda, draft: drafting.draft, onAdded: added.listen },
    agenda: () => meeting.agenda,
    meta: () => meta,
    speakers: () => speakers,
    connected: () => meeting.status === 'connected',
    begun: () => begunHere
  });
  const readback = createReadback({
    issues: () => issues,
    show: (issueId) => leading.setMeta({ spotlight: issueId })
  });
  const closing = createClosing({
    meetingId,
    shelf,
    settled: () => meeting.status === 'connected' && meeting.saved.onServer && meeting.saved.waiting === 0,
    post: () => postClose(meetingId)
  });
  $effect(() => {
    if (meeting.status === 'connected' && meeting.saved.onServer && closing.state === 'waiting') closing.attempt();
  });

  return {
    given,
    clock,
    document,
    draft: drafting.draft,
    deadline: createDeadlines(() => today, given.calendar, given.locale),
    look: createLook(given),
    readback,
    closing,
    attaching,
    lead,
    openEntries,
    openIssues,
    get ready() {
      return meeting.ready;
    },
    get meta() {
      return meta;
    },
    get agenda() {
      return meeting.agenda;
    },
    get entries() {
      return entries;
    },
    get issues() {
      return issues;
    },
    get now() {
      return now;
    },
    get today() {
      return today;
    },
    get status() {
      return meeting.status;
    },
    get saved() {
      return meeting.saved;
    },
    get refused() {
      return meeting.refused;
    },
    get others() {
      return others;
    },
    get speakers() {
      return speakers;
    },
    get likelyOwners() {
      return owners;
    },
    get draftUnkept() {
      return drafting.unkept;
    },
    get removed() {
      return removed;
    },
    get ordering() {
      return ordering;
    },
    get pane() {
      return pane;
    },
    set pane(next) {
      pane = next;
    },
    issue: (id: string) => issuesById.get(id) ?? null,
    /** Counted from 1; 0 where there is none. */
    issueNo: (id: string) => issueNumbers.get(id) ?? 0,
    entryNo: (id: string) => entryNumbers.get(id) ?? 0,
    ownerName: (partyId: string) => parties.get(partyId)?.name ?? null,
    lacking(id: string): Lack[] {
      const issue = issuesById.get(id);
      return issue ? lacking(issue) : [];
    },
    /** Who else is writing there, each once. */
    writers: (collection: Place['collection'], id: string, field?: string) => writersAt(others, collection, id, field),
    writing,

    /** The person has added an entry; a line is to be brought into view. */
    onAdded: added.listen,
    onWanted: wanted.listen,

    async add() {
      const taken = drafting.take(clock().toISOString());
      if (!taken) return;
      act('add', () => enter(taken));
      writing(null);
      await tick();
      added.ring();
    },
    setEntry: (id: string, patch: EntryPatch) => act('set', () => document.setEntry(id, patch)),
    removeEntry(id: string) {
      const text = document.entry(id)?.text ?? '';
      act('remove', () => document.removeEntry(id));
      openEntries.delete(id);
      removed = text.slice(0, 20) || '…';
    },
    toIssue: (entryId: string) => act('issue', () => document.issueFromEntry(entryId)),
    async addIssue() {
      const id = act('issue', () => document.addIssue());
      openIssues.add(id);
      await show('issues', id);
    },
    toggleIssue(id: string) {
      if (!openIssues.delete(id)) openIssues.add(id);
    },
    setIssue(id: string, patch: IssuePatch) {
      act('set', () => {
        const issue = document.issue(id);
        // Who gets an owner or a date is meant for the ledger: one tap less.
        const decided = (patch.ownerId || patch.dueOn) && issue?.outcome === 'open' ? { outcome: 'ledger' } : {};
        document.setIssue(id, { ...decided, ...patch });
        // Another owner, date or outcome is another promise: those present have not heard it yet.
        const promise = 'ownerId' in patch || 'dueOn' in patch || 'outcome' in patch;
        if (promise && issue?.confirmedAt) document.confirmIssue(id, null);
      });
    },
    async moveIssue(id: string, direction: 'up' | 'down') {
      ordering = true;
      act('order', () => document.moveIssue(id, direction));
      await tick();
      ordering = false;
      await show('issues', id);
    },
    support: (id: string) => act('support', () => document.addSupporter(id)),
    unsupport: (id: string) => act('support', () => document.removeSupporter(id)),
    spotlight: (id: string) => leading.setMeta({ spotlight: meta.spotlight === id ? null : id }),
    confirm: (id: string, yes: boolean) =>
      act('set', () => document.confirmIssue(id, yes ? clock().toISOString() : null)),
    goToIssue(id: string) {
      openIssues.add(id);
      void show('issues', id);
    },
    goToEntry: (id: string) => void show('entries', id),
    goToAgenda,
    begin() {
      begunHere = true;
      leading.setPhase('live');
    },
    get begunHere() {
      return begunHere;
    },
    startReadback() {
      if (meta.phase !== 'readback') leading.setPhase('readback');
      readback.start();
    },
    stopReadback() {
      readback.stop();
      if (meta.phase === 'readback') leading.setPhase('live');
    },

    retry: () => connection.retry(),
    saveFile: () =>
      saveFile(doc, { meetingId, epoch: given.meeting.epoch, title: meta.title, madeAt: clock().toISOString() }),
    get canUndo() {
      return meeting.canUndo;
    },
    /** What would be undone, where that is known. */
    get undoes() {
      return undoes;
    },
    undo() {
      connection.undo.undo();
      undoes = null;
      removed = null;
    },
    /** Ctrl+Z outside of a field; inside one the browser's own would undo the field's letters only. */
    shortcut(event: KeyboardEvent) {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== 'z') return;
      if ((event.target as Element).matches('input')) return;
      event.preventDefault();
      this.undo();
    }
  };
}
