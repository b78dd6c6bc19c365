import * as Y from 'yjs';
import { byKey, readCount, readDay, readIds, readMoment, readNullable, readNumber, readString } from './access';
import { SCHEMA, type Collection } from './keys';
import type { AgendaRecord, EntryRecord, IssueRecord, MetaRecord, PhotoRecord } from './records';

const WRITTEN = ['speaker', 'title', 'text', 'detail', 'answer'] as const;

/** All that people have written in a record. */
export function wordsOf(record: Y.Map<unknown>): string {
  return WRITTEN.map((key) => readString(record.get(key))).join('\n');
}

/**
 * Whether a record has been taken out: its `removed` holds the words it had then. Words that another tablet typed in it
 * meanwhile are different ones, so the record stands again and nobody's words are lost.
 */
export function isRemoved(record: Y.Map<unknown>): boolean {
  return record.get('removed') === wordsOf(record);
}

/** A record of a collection that has not been taken out. */
export function standing(value: unknown): value is Y.Map<unknown> {
  return value instanceof Y.Map && !isRemoved(value);
}

/** A record that has not been taken out, or null. */
export function standingIn(doc: Y.Doc, collection: Collection, id: string): Y.Map<unknown> | null {
  const value = doc.getMap<unknown>(collection).get(id);
  return standing(value) ? value : null;
}

/** Every record of a collection that is a map at all, by a reader. */
function each<T>(doc: Y.Doc, collection: Collection, read: (id: string, map: Y.Map<unknown>) => T): T[] {
  const records: T[] = [];
  doc.getMap<unknown>(collection).forEach((value, id) => {
    if (standing(value)) records.push(read(id, value));
  });
  return records;
}

export function readMeta(doc: Y.Doc): MetaRecord {
  const meta = doc.getMap<unknown>('meta');
  return {
    schema: readNumber(meta.get('schema')) || SCHEMA,
    title: readString(meta.get('title')),
    kind: readString(meta.get('kind')) || 'stool',
    venueId: readNullable(meta.get('venueId')),
    startsAt: readString(meta.get('startsAt')),
    phase: readString(meta.get('phase')) || 'prepare',
    spotlight: readNullable(meta.get('spotlight')),
    agendaAt: readNullable(meta.get('agendaAt'))
  };
}

/** Whether the server has filled it: until then a copy has nothing to show. */
export function isSeeded(doc: Y.Doc): boolean {
  return doc.getMap('meta').has('title');
}

export function hasBegun(doc: Y.Doc): boolean {
  return readMeta(doc).phase !== 'prepare';
}

export function readStep(id: string, map: Y.Map<unknown>): AgendaRecord {
  const startedAt = readMoment(map.get('startedAt'));
  return {
    id,
    order: readString(map.get('order')),
    title: readString(map.get('title')),
    minutes: readNumber(map.get('minutes')),
    startedAt,
    endedAt: readMoment(map.get('endedAt')),
    countedFrom: readMoment(map.get('countedFrom')) ?? startedAt,
    carried: map.get('carried') === true,
    kind: readString(map.get('kind'))
  };
}

/** The agenda item under way where that is a mediation: what is written now is withheld. */
export function mediationNow(doc: Y.Doc): string | null {
  const at = readNullable(doc.getMap<unknown>('meta').get('agendaAt'));
  const step = at === null ? null : doc.getMap<unknown>('agenda').get(at);
  return standing(step) && readString(step.get('kind')) === 'mediation' ? at : null;
}

/** The agenda in its order. */
export function readAgenda(doc: Y.Doc): AgendaRecord[] {
  return each(doc, 'agenda', readStep).sort(byKey((item) => item.order));
}

export function readEntry(id: string, map: Y.Map<unknown>): EntryRecord {
  return {
    id,
    at: readString(map.get('at')),
    kind: readString(map.get('kind')) || 'note',
    speaker: readString(map.get('speaker')),
    text: readString(map.get('text')),
    by: readString(map.get('by')),
    issueId: readNullable(map.get('issueId')),
    withheld: readNullable(map.get('withheld')),
    sheet: readNullable(map.get('sheet'))
  };
}

/** The diary in the order of its time. */
export function readEntries(doc: Y.Doc): EntryRecord[] {
  return each(doc, 'entries', readEntry).sort(byKey((entry) => entry.at));
}

export function readIssue(id: string, map: Y.Map<unknown>): IssueRecord {
  return {
    id,
    order: readString(map.get('order')),
    title: readString(map.get('title')),
    detail: readString(map.get('detail')),
    category: readNullable(map.get('category')),
    tier: readString(map.get('tier')) || 'simple',
    outcome: readString(map.get('outcome')) || 'open',
    answer: readString(map.get('answer')),
    ownerId: readNullable(map.get('ownerId')),
    dueOn: readDay(map.get('dueOn')),
    venueId: readNullable(map.get('venueId')),
    raisedBy: readString(map.get('raisedBy')),
    supporters: readCount(map.get('supporters')),
    entryIds: readIds(map.get('entryIds')),
    confirmedAt: readMoment(map.get('confirmedAt')),
    withheld: readNullable(map.get('withheld'))
  };
}

/** The issue list in its order. */
export function readIssues(doc: Y.Doc): IssueRecord[] {
  return each(doc, 'issues', readIssue).sort(byKey((issue) => issue.order));
}

/** Pictures and voice notes in the order they were taken. */
export function readPhotos(doc: Y.Doc): PhotoRecord[] {
  return each(doc, 'photos', (id, map) => ({
    id,
    kind: readString(map.get('kind')) || 'photo',
    takenAt: readString(map.get('takenAt')),
    by: readString(map.get('by')),
    entryId: readNullable(map.get('entryId')),
    issueId: readNullable(map.get('issueId'))
  })).sort(byKey((photo) => photo.takenAt));
}
