import * as Y from 'yjs';
import { readDay, readMoment, readNullable, readString, recordIn } from './access';
import { readIssues } from './reading';
import type { IssueRecord } from './records';

export const SIDES = ['A', 'B'] as const;
export type Side = (typeof SIDES)[number];

export interface DisputeSide {
  side: Side;
  /** As people call them: “2单元301 赵家”. */
  name: string;
  position: string;
  /** They let everybody read this, as it stands now; null: they have not, or it was changed since. */
  consent: { at: string; by: string } | null;
}

/** A dispute between neighbours, as it is talked down at the meeting. */
export interface DisputeRecord {
  id: string;
  /** The item of the agenda it is talked about in. */
  stepId: string | null;
  /** ISO */
  at: string;
  topic: string;
  sides: DisputeSide[];
  /** What both accept. */
  common: string;
  agreed: string;
  /** Who looks whether it holds: a party's id. */
  checkerId: string | null;
  /** YYYY-MM-DD */
  checkOn: string | null;
  /** The issue that the check became. */
  issueId: string | null;
}

export type DisputeText = 'topic' | 'common' | 'agreed' | `position${Side}`;
export type DisputePatch = Partial<
  Pick<DisputeRecord, 'checkerId' | 'checkOn' | 'issueId'> & Record<`name${Side}`, string>
>;

const TEXTS = ['topic', 'positionA', 'positionB', 'common', 'agreed'] as const;

/** All that a consent is given to. Another name, date or word asks both sides anew. */
function sheetOf(map: Y.Map<unknown>): string {
  return JSON.stringify([...TEXTS, 'nameA', 'nameB', 'checkerId', 'checkOn'].map((key) => readString(map.get(key))));
}

/** Taken out, unless somebody typed in it meanwhile: then it stands again. */
function removed(map: Y.Map<unknown>): boolean {
  return map.get('removed') === sheetOf(map);
}

function consentOf(map: Y.Map<unknown>, side: Side): DisputeSide['consent'] {
  const input = map.get(`consent${side}`);
  if (typeof input !== 'object' || input === null) return null;
  const { at, by, of } = input as Record<string, unknown>;
  const moment = readMoment(at);
  return moment !== null && of === sheetOf(map) ? { at: moment, by: readString(by) } : null;
}

export function readDisputes(doc: Y.Doc): DisputeRecord[] {
  const disputes = doc.getMap<unknown>('disputes');
  return [...disputes.keys()]
    .flatMap((id) => {
      const map = recordIn(disputes, id);
      if (!map || removed(map)) return [];
      const say = (key: string) => readString(map.get(key));
      const sides = SIDES.map((side) => ({
        side,
        name: say(`name${side}`),
        position: say(`position${side}`),
        consent: consentOf(map, side)
      }));
      return [
        {
          id,
          stepId: readNullable(map.get('stepId')),
          at: readMoment(map.get('at')) ?? '',
          sides,
          topic: say('topic'),
          common: say('common'),
          agreed: say('agreed'),
          checkerId: readNullable(map.get('checkerId')),
          checkOn: readDay(map.get('checkOn')),
          issueId: readNullable(map.get('issueId'))
        }
      ];
    })
    .sort((one, two) => (one.at !== two.at ? (one.at < two.at ? -1 : 1) : one.id < two.id ? -1 : 1));
}

/** Whether everybody may read it: both sides said so, of the words as they stand. */
export function isAgreedPublic({ sides }: Pick<DisputeRecord, 'sides'>): boolean {
  return sides.every(({ consent }) => consent !== null);
}

/**
 * The issue list as it may be told outside: the check that a dispute became is kept back whenever its sheet is, also where it
 * was made an issue while both sides agreed and one has taken that back since.
 */
export function readIssuesKept(doc: Y.Doc): IssueRecord[] {
  const kept = new Map(
    readDisputes(doc)
      .filter((dispute) => dispute.issueId !== null && !isAgreedPublic(dispute))
      .map((dispute) => [dispute.issueId, dispute.stepId ?? dispute.id])
  );
  return readIssues(doc).map((issue) => ({ ...issue, withheld: issue.withheld ?? kept.get(issue.id) ?? null }));
}

/** Typed access to the disputes. Each writer is one transaction; `origin` says whose it is. */
export class DisputesDocument {
  constructor(
    readonly doc: Y.Doc,
    readonly origin: unknown
  ) {}

  read = () => readDisputes(this.doc);

  /** An empty sheet for what is talked about in an item of the agenda. */
  open(stepId: string, at: string): string {
    const id = crypto.randomUUID();
    this.#write(() => {
      const map = new Y.Map<unknown>();
      for (const [key, value] of Object.entries({ id, stepId, at, nameA: '', nameB: '' })) map.set(key, value);
      for (const key of TEXTS) map.set(key, new Y.Text());
      this.#all().set(id, map);
    });
    return id;
  }

  text(id: string, key: DisputeText): Y.Text | null {
    const value = this.#one(id)?.get(key);
    return value instanceof Y.Text ? value : null;
  }

  set(id: string, patch: DisputePatch): void {
    const map = this.#one(id);
    if (!map) return;
    this.#write(() => {
      for (const [key, value] of Object.entries(patch)) if (map.get(key) !== value) map.set(key, value);
    });
  }

  /** A side lets everybody read it as it stands now, or takes that back. `by`: the account that heard it. */
  consent(id: string, side: Side, input: { at: string; by: string } | null): void {
    const map = this.#one(id);
    if (map) this.#write(() => map.set(`consent${side}`, input && { ...input, of: sheetOf(map) }));
  }

  remove(id: string): void {
    const map = this.#one(id);
    if (map) this.#write(() => map.set('removed', sheetOf(map)));
  }

  /** Withholds an entry or an issue from the public with a mediation, or lets it out (null). */
  withhold(collection: 'entries' | 'issues', id: string, stepId: string | null): void {
    const map = recordIn(this.doc.getMap<unknown>(collection), id);
    if (map) this.#write(() => map.set('withheld', stepId));
  }

  #all = () => this.doc.getMap<unknown>('disputes');

  #one(id: string): Y.Map<unknown> | null {
    const map = recordIn(this.#all(), id);
    return map && !removed(map) ? map : null;
  }

  #write(work: () => void): void {
    this.doc.transact(work, this.origin);
  }
}
