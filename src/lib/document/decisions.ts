import type * as Y from 'yjs';
import { generateNKeysBetween } from 'fractional-indexing';
import { recordIn, setMember } from './access';
import { readIssues, standing } from './reading';

// What deciding changes in diary and issue list. Apart from `MeetingDocument`, which the first script carries.

/** Ties a line of the diary to the issue that it decided, as one that was made an issue is tied. */
export function tieToIssue(doc: Y.Doc, entryId: string, issueId: string, origin: unknown): void {
  const entry = recordIn(doc.getMap<unknown>('entries'), entryId);
  const issue = recordIn(doc.getMap<unknown>('issues'), issueId);
  if (!standing(entry) || !standing(issue)) return;
  doc.transact(() => {
    entry.set('issueId', issueId);
    setMember(issue, 'entryIds', entryId, true);
  }, origin);
}

/** Puts these issues first, in this order; the others come behind, as they were. */
export function orderIssues(doc: Y.Doc, ids: readonly string[], origin: unknown): void {
  const list = readIssues(doc).map(({ id }) => id);
  const first = ids.filter((id) => list.includes(id));
  const wanted = [...first, ...list.filter((id) => !first.includes(id))];
  const keys = generateNKeysBetween(null, null, wanted.length);
  doc.transact(() => {
    wanted.forEach((id, at) => recordIn(doc.getMap<unknown>('issues'), id)?.set('order', keys[at]));
  }, origin);
}
