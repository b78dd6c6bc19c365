import * as Y from 'yjs';
import { MOST_HANDS, type HandCount, type Objection, type PollKind, type Tally } from '../domain/meetings/deciding';
import { byKey, readMoment, readNullable, readString, recordIn } from './access';
import { readIssuesKept } from './disputes';
import { mediationNow } from './reading';

// Apart from `reading`, which the first script carries: polls are fetched with the drawer that shows them.

export interface PollRecord {
  id: string;
  kind: PollKind | (string & {});
  question: string;
  /** The issue it is about. */
  issueId: string | null;
  /** ISO */
  openedAt: string;
  /** ISO; null while it is open */
  closedAt: string | null;
  /** Whether phones may vote too. */
  phones: boolean;
  /** In their order; those of a `vote` or `consent` are fixed and not written. For `dots` the ids are issues. */
  choices: { id: string; label: string }[];
  counts: HandCount[];
  phoneTally: Tally;
  phoneVoters: number;
  objections: Objection[];
  /** How many were present when it was closed; 0: nobody counted. */
  present: number;
  /** How many had to be present when it was closed; null: the community asked for no number. */
  quorum: number | null;
  /** The line of the diary that says what was decided. */
  entryId: string | null;
  /** The mediation it was asked in, while it is kept from the public. */
  withheld: string | null;
}

export interface NewPoll {
  /** `report`: of a promise that is reported back; `issueId` is then its item in the ledger. */
  kind: PollKind | 'report';
  question: string;
  issueId?: string | null;
  phones: boolean;
  choices?: readonly { id: string; label: string }[];
  at: string;
}

/** All polls that were not taken out, the oldest first. */
export function readPolls(doc: Y.Doc): PollRecord[] {
  const polls = doc.getMap<unknown>('polls');
  return [...polls.keys()].flatMap((id) => readPoll(polls, id) ?? []).sort(byKey((poll) => poll.openedAt));
}

/** Those that everybody may know of: none that was asked in a mediation or is about what one keeps back, nor such a choice. */
export function readPublicPolls(doc: Y.Doc): PollRecord[] {
  const withheld = new Set(readIssuesKept(doc).flatMap((issue) => (issue.withheld === null ? [] : [issue.id])));
  return readPolls(doc)
    .filter((poll) => poll.withheld === null && !(poll.issueId !== null && withheld.has(poll.issueId)))
    .map((poll) => ({ ...poll, choices: poll.choices.filter((choice) => !withheld.has(choice.id)) }));
}

function readPoll(polls: Y.Map<unknown>, id: string): PollRecord | null {
  const map = recordIn(polls, id);
  if (!map || map.get('removed') === true) return null;
  return {
    id,
    kind: readString(map.get('kind')) || 'vote',
    question: readString(map.get('question')),
    issueId: readNullable(map.get('issueId')),
    openedAt: readString(map.get('openedAt')),
    closedAt: readMoment(map.get('closedAt')),
    phones: map.get('phones') === true,
    choices: readChoices(map.get('choices')),
    counts: members(map.get('counts')).map(([key, count]) => ({
      id: key,
      name: readString(count.get('name')),
      tally: readTally(count.get('tally')),
      doneAt: readMoment(count.get('doneAt')),
      typed: count.get('typed') === true
    })),
    phoneTally: readTally(map.get('phoneTally')),
    phoneVoters: readHands(map.get('phoneVoters')),
    objections: members(map.get('objections'))
      .map(([key, input]) => ({
        id: key,
        name: readString(input.get('name')),
        reason: readString(input.get('reason')),
        at: readString(input.get('at')),
        settledAt: readMoment(input.get('settledAt'))
      }))
      .sort(byKey((objection) => objection.at)),
    present: readHands(map.get('present')),
    quorum: readHands(map.get('quorum')) || null,
    entryId: readNullable(map.get('entryId')),
    withheld: readNullable(map.get('withheld'))
  };
}

function members(value: unknown): [string, Y.Map<unknown>][] {
  if (!(value instanceof Y.Map)) return [];
  return [...value.entries()].filter((pair): pair is [string, Y.Map<unknown>] => pair[1] instanceof Y.Map);
}

/** A number of hands; anything else than a whole one in bounds counts as none. */
function readHands(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_HANDS ? value : 0;
}

/** One key a choice, so that what two tablets write at once stands beside each other. `__proto__` is a key like another. */
function readTally(value: unknown): Tally {
  if (!(value instanceof Y.Map)) return {};
  return Object.fromEntries([...value.entries()].map(([id, n]) => [id, readHands(n)]));
}

function readChoices(value: unknown): { id: string; label: string }[] {
  if (!(value instanceof Y.Map)) return [];
  return [...value.entries()]
    .flatMap(([id, input]) => {
      const { label, order } = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
      return [{ id, label: readString(label), order: typeof order === 'number' ? order : 0 }];
    })
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
    .map(({ id, label }) => ({ id, label }));
}

/** Typed access to the polls. Each writer is one transaction; `origin` says whose it is. */
export class PollsDocument {
  constructor(
    readonly doc: Y.Doc,
    readonly origin: unknown
  ) {}

  read = () => readPolls(this.doc);

  open({ kind, question, issueId = null, phones, choices = [], at }: NewPoll): string {
    const id = crypto.randomUUID();
    this.#write(() => {
      const map = new Y.Map<unknown>();
      const chosen = new Y.Map<unknown>();
      choices.forEach((choice, order) => chosen.set(choice.id, { label: choice.label, order }));
      const withheld = mediationNow(this.doc);
      const fields = { id, kind, question, issueId, openedAt: at, closedAt: null, phones, choices: chosen, withheld };
      for (const [key, value] of Object.entries(fields)) map.set(key, value);
      for (const key of ['counts', 'objections', 'phoneTally']) map.set(key, new Y.Map());
      this.#polls().set(id, map);
    });
    return id;
  }

  setPhones = (id: string, phones: boolean) => this.#set(id, { phones });
  /** Ends the counting; opening it again takes the decision's line away from it. */
  close = (id: string, closedAt: string, present: number, quorum: number | null = null) =>
    this.#set(id, { closedAt, present, quorum });
  reopen = (id: string) => this.#set(id, { closedAt: null });
  decided = (id: string, entryId: string | null) => this.#set(id, { entryId });
  remove = (id: string) => this.#set(id, { removed: true });

  /** One hand more or less for a choice, at this tablet; a tablet that counts on is not done. */
  count(id: string, tablet: { id: string; name: string }, choice: string, by: number): void {
    this.#tablet(id, tablet, (count) => {
      const tally = count.get('tally') as Y.Map<unknown>;
      tally.set(choice, Math.max(0, Math.min(MOST_HANDS, readHands(tally.get(choice)) + by)));
      this.#put(count, { doneAt: null, typed: false });
    });
  }

  /** The whole number for a choice, typed in. */
  type(id: string, tablet: { id: string; name: string }, choice: string, n: number): void {
    this.#tablet(id, tablet, (count) => {
      (count.get('tally') as Y.Map<unknown>).set(choice, readHands(n));
      this.#put(count, { doneAt: null, typed: false });
    });
  }

  /** This tablet has counted; `typed`: its number holds without another's. Null: it counts on. */
  done(id: string, tablet: { id: string; name: string }, doneAt: string | null, typed = false): void {
    this.#tablet(id, tablet, (count) => this.#put(count, { doneAt, typed }));
  }

  /** Takes this tablet's count away, to begin anew. */
  forget(id: string, tabletId: string): void {
    const counts = this.#poll(id)?.get('counts');
    if (counts instanceof Y.Map) this.#write(() => counts.delete(tabletId));
  }

  object(id: string, input: { name: string; reason: string; at: string }): string | null {
    const map = this.#poll(id);
    if (!map) return null;
    const key = crypto.randomUUID();
    this.#write(() => {
      const objection = new Y.Map<unknown>();
      this.#put(objection, { ...input, settledAt: null });
      this.#mapIn(map, 'objections').set(key, objection);
    });
    return key;
  }

  settle(id: string, objectionId: string, settledAt: string | null): void {
    const objections = this.#poll(id)?.get('objections');
    const objection = objections instanceof Y.Map ? (objections.get(objectionId) as unknown) : null;
    if (objection instanceof Y.Map) this.#write(() => objection.set('settledAt', settledAt));
  }

  /** What the server has counted of the phones; only what changed is written. */
  setPhoneTally(id: string, tally: Tally, voters: number): void {
    const map = this.#poll(id);
    if (!map) return;
    this.#write(() => {
      const existing = this.#mapIn(map, 'phoneTally');
      for (const key of [...existing.keys()]) if (!Object.hasOwn(tally, key)) existing.delete(key);
      this.#put(existing, tally);
      this.#put(map, { phoneVoters: voters });
    });
  }

  #tablet(id: string, tablet: { id: string; name: string }, work: (count: Y.Map<unknown>) => void): void {
    const map = this.#poll(id);
    if (!map) return;
    this.#write(() => {
      const counts = this.#mapIn(map, 'counts');
      let count = counts.get(tablet.id);
      if (!(count instanceof Y.Map)) {
        counts.set(tablet.id, (count = new Y.Map()));
        (count as Y.Map<unknown>).set('tally', new Y.Map());
      }
      this.#mapIn(count as Y.Map<unknown>, 'tally');
      this.#put(count as Y.Map<unknown>, { name: tablet.name });
      work(count as Y.Map<unknown>);
    });
  }

  #polls(): Y.Map<unknown> {
    return this.doc.getMap<unknown>('polls');
  }

  #poll(id: string): Y.Map<unknown> | null {
    const map = recordIn(this.#polls(), id);
    return map && map.get('removed') !== true ? map : null;
  }

  /** Where something else stands, a map is put. */
  #mapIn(map: Y.Map<unknown>, key: string): Y.Map<unknown> {
    const existing = map.get(key);
    if (existing instanceof Y.Map) return existing as Y.Map<unknown>;
    const fresh = new Y.Map<unknown>();
    map.set(key, fresh);
    return fresh;
  }

  #set(id: string, patch: Record<string, unknown>): void {
    const map = this.#poll(id);
    if (map) this.#write(() => this.#put(map, patch));
  }

  #put(map: Y.Map<unknown>, patch: Record<string, unknown>): void {
    for (const [key, value] of Object.entries(patch))
      if (value !== undefined && map.get(key) !== value) map.set(key, value);
  }

  #write(work: () => void): void {
    this.doc.transact(work, this.origin);
  }
}
