import * as Y from 'yjs';
import { MOST_HANDS } from '../domain/meetings/deciding';
import { readMoment, readNumber, readString, recordIn } from './access';

/** What those present say of a promise that was reported back; its id is that of the item in the ledger. */
export interface ReportRecord {
  id: string;
  /** Null: nobody has said, or it was taken back. */
  verdict: 'done' | 'not-yet' | null;
  /** ISO; empty where nobody has said */
  at: string;
  /** account id of the tablet's person */
  by: string;
  note: string;
  /** Hands and phones for each, where they were counted. */
  done: number;
  notYet: number;
}

export function readReports(doc: Y.Doc): ReportRecord[] {
  const reports = doc.getMap<unknown>('reports');
  return [...reports.keys()].flatMap((id) => {
    const map = recordIn(reports, id);
    if (!map) return [];
    const verdict = readString(map.get('verdict'));
    const count = (key: string) => Math.max(0, Math.min(2 * MOST_HANDS, Math.floor(readNumber(map.get(key)))));
    return [
      {
        id,
        verdict: verdict === 'done' || verdict === 'not-yet' ? verdict : null,
        at: readMoment(map.get('at')) ?? '',
        by: readString(map.get('by')),
        note: readString(map.get('note')),
        done: count('done'),
        notYet: count('notYet')
      }
    ];
  });
}

/** Notes what those present say; one record an item, so that two tablets that say it at once say it once. */
export function setReport(doc: Y.Doc, id: string, patch: Partial<Omit<ReportRecord, 'id'>>, origin: unknown): void {
  doc.transact(() => {
    const reports = doc.getMap<unknown>('reports');
    const existing = recordIn(reports, id);
    const map = existing ?? new Y.Map<unknown>();
    for (const [key, value] of Object.entries(patch)) if (existing?.get(key) !== value) map.set(key, value);
    if (!existing) reports.set(id, map);
  }, origin);
}
