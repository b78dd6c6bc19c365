import path from 'node:path';
import * as Y from 'yjs';
import { ROOTS } from '$lib/document/keys';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { verifyJournal } from '../../server/collab';
import { JOURNAL, verifyData } from '../../server/maintenance/verify-data';
import type { Line } from './in-page';
import type { Word } from './tablet';

export interface Verdict {
  /** Words that were shown as safe and are not there. */
  lost: number;
  /** Words that stand in the document more than once. */
  doubled: number;
  shownOnServer: number;
  shownKept: number;
  /** Everything that must not be; empty when all is well. */
  faults: string[];
}

interface Evidence {
  dataDir: string;
  documentName: string;
  words: Word[];
  /** Who did not come to rest, and what he shows. */
  restless: string[];
  /** The documents of the tablets at the end, by name. */
  replicas: { name: string; doc: Y.Doc }[];
  /** The diaries that pages in a browser show at the end, by name. */
  diaries: { name: string; diary: Line[] }[];
}

/** Holds what the tablets had shown against the server's files. */
export async function judge(evidence: Evidence): Promise<Verdict> {
  const { dataDir, documentName, words, restless, replicas, diaries } = evidence;
  const faults: string[] = [];
  if (restless.length) faults.push(`not all came to rest: ${restless.join(', ')}`);
  let stored = '';
  let lines: Line[] = [];
  const texts = { entries: '', issues: '' };
  await verifyJournal(
    path.join(dataDir, JOURNAL),
    () => {},
    ({ name, doc }) => {
      if (name !== documentName) return;
      stored = contentOf(doc);
      const document = openMeetingDocument(doc);
      lines = document.entries().map(({ id, text }) => ({ id, text }));
      texts.entries = lines.map((line) => line.text).join('\n');
      texts.issues = document
        .issues()
        .map((issue) => issue.detail)
        .join('\n');
    }
  );

  const times = ({ mark, where }: Word) => texts[where].split(mark).length - 1;
  const safe = words.filter((word) => word.onServer || word.kept);
  const lost = safe.filter((word) => times(word) === 0);
  // Who puts the same words down again without hearing the server, the tablet having lost that it was done, says them twice:
  // of two lines one can be taken out, of none nothing can be made.
  const doubled = words.filter((word) => times(word) > 1 && !word.blind);
  for (const { mark, onServer } of lost.slice(0, 10))
    faults.push(`${mark} was shown ${onServer ? 'on the server' : 'kept on the tablet'} and is not there`);
  for (const word of doubled.slice(0, 10)) faults.push(`${word.mark} stands there ${times(word)} times`);

  for (const { name, doc } of replicas)
    if (contentOf(doc) !== stored) faults.push(`${name} has something else than the server has`);
  for (const { name, diary } of diaries) {
    const shown = new Map(diary.map(({ id, text }) => [id, text]));
    const other = lines.filter(({ id, text }) => shown.get(id) !== text);
    if (other.length || diary.length !== lines.length || diary.some(({ id }, n) => id !== lines[n]!.id))
      faults.push(
        `${name} shows ${diary.length} lines, the server has ${lines.length}; ${other.length} are not shown so`
      );
  }
  const { findings } = await verifyData(dataDir);
  for (const { severity, where, what } of findings)
    if (severity === 'fault' || /quarantine|next start/.test(what)) faults.push(`${where}: ${what}`);
  return {
    lost: lost.length,
    doubled: doubled.length,
    shownOnServer: words.filter((word) => word.onServer).length,
    shownKept: words.filter((word) => word.kept).length,
    faults
  };
}

/** Everything in a document, the same text for the same content. */
function contentOf(doc: Y.Doc): string {
  const sorted = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, one]) => [key, sorted(one)])
        )
      : value;
  return JSON.stringify(ROOTS.map((root) => sorted(doc.getMap(root).toJSON())));
}
