import * as Y from 'yjs';
import { wellFormed } from '../domain/well-formed';
import { isDay } from '../domain/meetings/days';
import { readArrivals, type ArrivalRecord } from './attendance';
import { authored, type Forged, type Whose } from './authored';
import { ROOTS, type Collection } from './keys';
import { readDisputes, readIssuesKept, type DisputeRecord } from './disputes';
import { readMarks, type MarkRecord } from './marks';
import { readPolls, type PollRecord } from './polls';
import { readQueue } from './queue';
import { readAgenda, readEntries, readMeta, readPhotos } from './reading';
import type { AgendaRecord, EntryRecord, IssueRecord, MetaRecord, PhotoRecord, QueueRecord } from './records';
import { readReports, type ReportRecord } from './reports';
import { readScribe, type Scribe } from './scribe';

/** What a document held that fits no shape: kept in the document, left out of the tables, shown to staff. */
export interface Misfit {
  /** `<root>/<id>` or `<root>/<id>/<key>`; `meta/<key>` */
  path: string;
  value: string;
}

export interface Projection {
  meta: MetaRecord;
  agenda: AgendaRecord[];
  entries: EntryRecord[];
  issues: IssueRecord[];
  people: ArrivalRecord[];
  photos: PhotoRecord[];
  queue: QueueRecord[];
  polls: PollRecord[];
  marks: MarkRecord[];
  reports: ReportRecord[];
  disputes: DisputeRecord[];
  scribe: Scribe | null;
  misfits: Misfit[];
  /** Records that claim another author than the journal knows. */
  forged: Forged[];
}

type Shape = 'string' | 'text' | 'number' | 'moment' | 'day' | 'set' | 'flag';

const optional = new Set([
  'issueId',
  'startedAt',
  'endedAt',
  'ownerId',
  'dueOn',
  'venueId',
  'confirmedAt',
  'closedAt',
  'photoId',
  'category',
  'household',
  'shownAs',
  'entryId',
  'withheld',
  'sheet',
  'checkerId',
  'checkOn'
]);
const SHAPES: Partial<Record<Collection, Record<string, Shape>>> = {
  agenda: {
    order: 'string',
    title: 'string',
    minutes: 'number',
    startedAt: 'moment',
    endedAt: 'moment',
    countedFrom: 'moment',
    carried: 'flag',
    kind: 'string'
  },
  entries: {
    at: 'moment',
    kind: 'string',
    speaker: 'string',
    text: 'text',
    by: 'string',
    issueId: 'string',
    withheld: 'string',
    sheet: 'string'
  },
  issues: {
    order: 'string',
    title: 'text',
    detail: 'text',
    category: 'string',
    tier: 'string',
    outcome: 'string',
    answer: 'text',
    ownerId: 'string',
    dueOn: 'day',
    venueId: 'string',
    raisedBy: 'string',
    supporters: 'set',
    entryIds: 'set',
    confirmedAt: 'moment',
    withheld: 'string'
  },
  people: {
    name: 'string',
    household: 'string',
    arrivedAt: 'moment',
    role: 'string',
    building: 'string',
    count: 'number',
    shownAs: 'string',
    via: 'string'
  },
  queue: { name: 'string', from: 'string', askedAt: 'moment', order: 'string', spells: 'set' },
  polls: {
    kind: 'string',
    question: 'text',
    issueId: 'string',
    openedAt: 'moment',
    closedAt: 'moment',
    choices: 'set',
    counts: 'set',
    objections: 'set',
    entryId: 'string'
  },
  reports: { verdict: 'string', at: 'moment', by: 'string', note: 'string', done: 'number', notYet: 'number' },
  marks: { target: 'string', mark: 'string', who: 'string', text: 'string', at: 'moment', of: 'string', by: 'string' },
  disputes: {
    stepId: 'string',
    at: 'moment',
    topic: 'text',
    common: 'text',
    agreed: 'text',
    nameA: 'string',
    nameB: 'string',
    positionA: 'text',
    positionB: 'text',
    checkerId: 'string',
    checkOn: 'day',
    issueId: 'string'
  },
  tray: { name: 'string', text: 'string', at: 'moment', photoId: 'string' },
  photos: { kind: 'string', takenAt: 'moment', by: 'string', entryId: 'string', issueId: 'string' }
};

const META: Record<string, Shape> = {
  schema: 'number',
  title: 'text',
  kind: 'string',
  venueId: 'string',
  startsAt: 'moment',
  phase: 'string',
  spotlight: 'string',
  agendaAt: 'string',
  phones: 'string',
  screenSize: 'number',
  screenOutdoors: 'flag',
  screenFrozen: 'flag'
};

const LONGEST_SHOWN = 200;

/** An id is never put right, or two records could become one: what has U+0000 in it is no id. */
const isPlainId = (id: string) => id === wellFormed(id);
const named = <T extends object>(records: T[]): T[] =>
  records.filter((record) => !('id' in record && typeof record.id === 'string' && !isPlainId(record.id)));

function fits(shape: Shape, value: unknown): boolean {
  switch (shape) {
    case 'string':
      return typeof value === 'string';
    case 'text':
      return typeof value === 'string' || value instanceof Y.Text;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'moment':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    case 'day':
      return typeof value === 'string' && isDay(value);
    case 'flag':
      return typeof value === 'boolean';
    case 'set':
      return value instanceof Y.Map || value instanceof Y.Array || Array.isArray(value) || typeof value === 'number';
  }
}

function show(value: unknown): string {
  if (value instanceof Y.AbstractType) return JSON.stringify(value.toJSON())?.slice(0, LONGEST_SHOWN) ?? '';
  return (JSON.stringify(value) ?? String(value)).slice(0, LONGEST_SHOWN);
}

function misfitsOf(doc: Y.Doc, collection: Collection): Misfit[] {
  const shapes = SHAPES[collection];
  const found: Misfit[] = [];
  doc.getMap<unknown>(collection).forEach((record, id) => {
    if (!(record instanceof Y.Map) || !isPlainId(id))
      return void found.push({ path: `${collection}/${wellFormed(id)}`, value: show(record) });
    for (const [key, shape] of Object.entries(shapes ?? {})) {
      const value: unknown = record.get(key);
      const absent = value === undefined || value === null;
      if (absent ? !optional.has(key) && key === 'at' : !fits(shape, value))
        found.push({ path: `${collection}/${id}/${key}`, value: show(value) });
    }
  });
  return found;
}

function metaMisfits(doc: Y.Doc): Misfit[] {
  const meta = doc.getMap<unknown>('meta');
  return Object.entries(META).flatMap(([key, shape]) => {
    const value = meta.get(key);
    return value === undefined || value === null || fits(shape, value)
      ? []
      : [{ path: `meta/${key}`, value: show(value) }];
  });
}

const NOBODY: Whose = () => null;

/**
 * Everything the database takes from a document, judged on the way out. A value that does not fit is left empty; who wrote a
 * record is told by `whose`.
 */
export function projection(doc: Y.Doc, whose: Whose = NOBODY): Projection {
  const entries = authored(doc, 'entries', named(readEntries(doc)), whose);
  const photos = authored(doc, 'photos', named(readPhotos(doc)), whose);
  const marks = authored(doc, 'marks', named(readMarks(doc)), whose, 'last');
  const reports = authored(doc, 'reports', named(readReports(doc)), whose, 'last');
  const misfits = ROOTS.flatMap((root) => (root === 'meta' ? metaMisfits(doc) : misfitsOf(doc, root)));
  return {
    meta: readMeta(doc),
    agenda: named(readAgenda(doc)),
    entries: entries.records,
    issues: named(readIssuesKept(doc)),
    people: named(readArrivals(doc)),
    photos: photos.records,
    queue: named(readQueue(doc)),
    polls: named(readPolls(doc)),
    marks: marks.records,
    reports: reports.records,
    disputes: named(readDisputes(doc)),
    scribe: readScribe(doc),
    misfits,
    forged: [entries, photos, marks, reports].flatMap((one) => one.forged)
  };
}
