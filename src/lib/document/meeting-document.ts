import * as Y from 'yjs';
import { countedAgain } from '../domain/meetings/counted-again';
import type { EntryKind, Phase } from '../domain/meetings/kind';
import { recordIn, setMember, wasNoted } from './access';
import type { Collection } from './keys';
import { movedKeys, orderBetween } from './ordering';
import {
  mediationNow,
  readAgenda,
  readEntries,
  readEntry,
  readIssue,
  readIssues,
  readMeta,
  readPhotos,
  readStep,
  standing,
  wordsOf
} from './reading';
import type { EntryRecord, IssueRecord, MetaRecord, PhotoRecord } from './records';

export interface NewEntry {
  kind: EntryKind;
  speaker: string;
  text: string;
  /** account id of the tablet's person */
  by: string;
  /** when it was said; now when left out */
  at?: string;
  /** What it was known by before it became a line, so that two tablets that take it in make one line. */
  id?: string;
  /** The number of the paper sheet it was written on. */
  sheet?: string;
}

export type NewPhoto = Pick<PhotoRecord, 'id' | 'takenAt' | 'by'> & {
  kind: 'photo' | 'voice';
  entryId?: string | null;
  issueId?: string | null;
};

export type IssueField = 'title' | 'detail' | 'answer';
export type IssuePatch = Partial<
  Pick<IssueRecord, 'category' | 'tier' | 'outcome' | 'ownerId' | 'dueOn' | 'venueId' | 'raisedBy'>
>;
export type EntryPatch = Partial<Pick<EntryRecord, 'kind' | 'speaker' | 'at'>>;
export type MetaPatch = Partial<Pick<MetaRecord, 'title' | 'venueId' | 'startsAt' | 'spotlight' | 'agendaAt'>>;

/** What a tablet's own writing is marked with, so that undo takes back one's own acts and nobody else's. */
export const OWN = Symbol('own');

/**
 * Typed access to the shared document of a meeting. Nobody else touches its maps by name. Each writer is one
 * transaction; `origin` says whose it is.
 */
export class MeetingDocument {
  constructor(
    readonly doc: Y.Doc,
    readonly origin: unknown = OWN
  ) {}

  meta = () => readMeta(this.doc);
  agenda = () => readAgenda(this.doc);
  entries = () => readEntries(this.doc);
  issues = () => readIssues(this.doc);
  photos = () => readPhotos(this.doc);

  entry(id: string): EntryRecord | null {
    const map = this.#record('entries', id);
    return map && readEntry(id, map);
  }

  issue(id: string): IssueRecord | null {
    const map = this.#record('issues', id);
    return map && readIssue(id, map);
  }

  /** The shared text of an entry; null where the entry is gone. */
  entryText(id: string): Y.Text | null {
    return this.#text('entries', id, 'text');
  }

  issueText(id: string, field: IssueField): Y.Text | null {
    return this.#text('issues', id, field);
  }

  setMeta(patch: MetaPatch): void {
    this.#write(() => this.#patch(this.doc.getMap('meta'), patch));
  }

  setPhase(phase: Phase): void {
    this.#write(() => this.doc.getMap('meta').set('phase', phase));
  }

  /** Adds one line to the diary and gives its id. */
  addEntry({
    kind,
    speaker,
    text,
    by,
    at = new Date().toISOString(),
    id = crypto.randomUUID(),
    sheet
  }: NewEntry): string {
    this.#write(() =>
      this.#create('entries', id, {
        id,
        at,
        kind,
        speaker,
        text: new Y.Text(text),
        by,
        issueId: null,
        // What was on paper was written before.
        ...(sheet ? { sheet } : withheldBy(mediationNow(this.doc)))
      })
    );
    return id;
  }

  setEntry(id: string, patch: EntryPatch): void {
    this.#write(() => this.#change('entries', id, patch));
  }

  /** Takes a line out. Undo brings it back with its words, and so does another who was typing in it meanwhile. */
  removeEntry(id: string): void {
    this.#write(() => this.#remove('entries', id));
  }

  /** An empty issue at the end of the list. */
  addIssue({ raisedBy = '', title = '' }: { raisedBy?: string; title?: string } = {}): string {
    const id = crypto.randomUUID();
    this.#write(() => this.#newIssue(id, { raisedBy, title, withheld: mediationNow(this.doc) }));
    return id;
  }

  /**
   * Makes a line of the diary an issue, its words carried over, and gives the issue's id. A second tap finds the first
   * issue. Two tablets that tap at the same moment make two issues under two ids: one id for both would let one tablet's
   * map replace the other's with every word typed in it, and a duplicate that a person can merge is the lesser evil. The
   * entry then points to one of them on both tablets.
   */
  issueFromEntry(entryId: string): string | null {
    const entry = this.entry(entryId);
    if (!entry) return null;
    if (entry.issueId && this.#record('issues', entry.issueId)) return entry.issueId;
    const id = crypto.randomUUID();
    this.#write(() => {
      const withheld = entry.withheld ?? mediationNow(this.doc);
      this.#newIssue(id, { title: entry.text, raisedBy: entry.speaker, entryId, withheld });
      this.#change('entries', entryId, { issueId: id });
    });
    return id;
  }

  setIssue(id: string, patch: IssuePatch): void {
    this.#write(() => this.#change('issues', id, patch));
  }

  /** Those present have confirmed it at the readback, or take it back. */
  confirmIssue(id: string, at: string | null): void {
    this.#write(() => this.#change('issues', id, { confirmedAt: at }));
  }

  /** One supporter more or less; one key a supporter, so that two taps at once count as two. */
  addSupporter(id: string, supporter: string = crypto.randomUUID()): void {
    const issue = this.#record('issues', id);
    if (issue) this.#write(() => setMember(issue, 'supporters', supporter, true));
  }

  removeSupporter(id: string): void {
    const issue = this.#record('issues', id);
    const set = issue?.get('supporters');
    if (!issue || (!(set instanceof Y.Map) && !this.issue(id)?.supporters)) return;
    this.#write(() => {
      if (!(set instanceof Y.Map)) setMember(issue, 'supporters', '', false);
      const last = [...(issue.get('supporters') as Y.Map<unknown>).keys()].sort().at(-1);
      if (last !== undefined) setMember(issue, 'supporters', last, false);
    });
  }

  /** One place up or down; at the end it stays where it is. */
  moveIssue(id: string, direction: 'up' | 'down'): void {
    const keys = movedKeys(this.issues(), id, direction);
    if (keys.length) this.#write(() => keys.forEach(([one, order]) => this.#change('issues', one, { order })));
  }

  /** Takes an issue out; its lines of the diary stay. Undo brings it back. */
  removeIssue(id: string): void {
    this.#write(() => {
      for (const entry of this.entries())
        if (entry.issueId === id) this.#change('entries', entry.id, { issueId: null });
      this.#remove('issues', id);
    });
  }

  /** A picture or a voice note has been taken; `id` is the one its file goes up under. */
  addPhoto({ id, kind, takenAt, by, entryId = null, issueId = null }: NewPhoto): void {
    this.#write(() => this.#create('photos', id, { id, kind, takenAt, by, entryId, issueId }));
  }

  /** Whether it has ever been noted, taken out since or not. */
  hasPhoto(id: string): boolean {
    return wasNoted(this.doc, 'photos', id);
  }

  /** Takes it out of the meeting's view. Undo brings it back; its file stays where it is. */
  removePhoto(id: string): void {
    this.#write(() => this.#remove('photos', id));
  }

  addAgenda(title: string, minutes: number): string {
    const id = crypto.randomUUID();
    const order = orderBetween(this.agenda().at(-1)?.order, undefined);
    this.#write(() => this.#create('agenda', id, { id, order, title, minutes, startedAt: null, endedAt: null }));
    return id;
  }

  /** Steps to an item of the agenda: the one before ends, this one begins or goes on with its clock. */
  goToAgenda(id: string | null, at: string = new Date().toISOString()): void {
    this.#write(() => {
      const { agendaAt } = this.meta();
      if (agendaAt && agendaAt !== id) this.#change('agenda', agendaAt, { endedAt: at });
      const next = id === null ? null : recordIn(this.#in('agenda'), id);
      if (next && !next.get('startedAt')) next.set('startedAt', at);
      else if (next && agendaAt !== id) {
        const { countedFrom, endedAt } = readStep(id!, next);
        this.#patch(next, { countedFrom: countedAgain(countedFrom, endedAt, at) });
      }
      this.doc.getMap('meta').set('agendaAt', id);
    });
  }

  #in(collection: Collection): Y.Map<unknown> {
    return this.doc.getMap<unknown>(collection);
  }

  #record(collection: Collection, id: string): Y.Map<unknown> | null {
    const map = recordIn(this.#in(collection), id);
    return standing(map) ? map : null;
  }

  /** Marked and not deleted: a deletion in Yjs takes with it what others are typing inside at the same moment. */
  #remove(collection: Collection, id: string): void {
    const map = this.#record(collection, id);
    if (map) map.set('removed', wordsOf(map));
  }

  #write(work: () => void): void {
    this.doc.transact(work, this.origin);
  }

  #create(collection: Collection, id: string, fields: Record<string, unknown>): void {
    const map = new Y.Map<unknown>();
    for (const [key, value] of Object.entries(fields)) map.set(key, value);
    this.#in(collection).set(id, map);
  }

  #change(collection: Collection, id: string, patch: Record<string, unknown>): void {
    const map = this.#record(collection, id);
    if (map) this.#patch(map, patch);
  }

  #patch(map: Y.Map<unknown>, patch: Record<string, unknown>): void {
    for (const [key, value] of Object.entries(patch))
      if (value !== undefined && map.get(key) !== value) map.set(key, value);
  }

  #newIssue(id: string, input: { title: string; raisedBy: string; entryId?: string; withheld: string | null }): void {
    const entryIds = new Y.Map<unknown>();
    if (input.entryId) entryIds.set(input.entryId, true);
    this.#create('issues', id, {
      id,
      order: orderBetween(this.issues().at(-1)?.order, undefined),
      title: new Y.Text(input.title),
      detail: new Y.Text(),
      category: null,
      tier: 'simple',
      outcome: 'open',
      answer: new Y.Text(),
      ownerId: null,
      dueOn: null,
      venueId: null,
      raisedBy: input.raisedBy,
      supporters: new Y.Map(),
      entryIds,
      confirmedAt: null,
      ...withheldBy(input.withheld)
    });
  }

  #text(collection: Collection, id: string, key: string): Y.Text | null {
    const map = this.#record(collection, id);
    if (!map) return null;
    const value = map.get(key);
    if (value instanceof Y.Text) return value;
    // A plain string of another build: made shared text once, when somebody wants to write in it.
    const text = new Y.Text(typeof value === 'string' ? value : '');
    this.#write(() => map.set(key, text));
    return text;
  }
}

const withheldBy = (mediation: string | null) => (mediation === null ? {} : { withheld: mediation });

export function openMeetingDocument(doc: Y.Doc, origin?: unknown): MeetingDocument {
  return new MeetingDocument(doc, origin);
}
