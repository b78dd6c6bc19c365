import { randomUUID } from 'node:crypto';
import type * as Y from 'yjs';
import { meetingDocument } from '$lib/document/keys';
import { readUnsentFile } from '$lib/document/unsent-file';
import { readEntries, readIssues } from '$lib/document/reading';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { findMeeting } from './find-meeting';
import { tabletFile } from './tables';

/** How much a file brought that the meeting did not have; a line that only reads on counts as `changed`. */
export interface BroughtIn {
  entries: number;
  issues: number;
  changed: number;
}

/**
 * Takes a tablet's saved file into its meeting, under the guards of a socket's update (rules B1, B2 of the sync server). The words
 * keep the client ids they were written under, so that the tablet may come back itself at any time and nothing is there twice.
 * What is under another tablet's id, with no proof in the file that it is the same, is put aside for the office to read.
 */
export async function bringIn(
  s: Pick<Ground, 'store' | 'log' | 'now'> & { hub: Hub },
  caller: Caller,
  id: string,
  text: string
): Promise<BroughtIn | Refusal> {
  if (!may(caller.role, 'meetings/write')) return { refused: 'right/missing' };
  const row = await findMeeting(s, caller.communityId, id);
  if (!row) return { refused: 'meeting/absent' };
  const file = readUnsentFile(text);
  if (!file) return { refused: 'file/unfit' };
  if (file.meetingId !== id || file.epoch !== row.epoch) return { refused: 'file/other-meeting' };
  const name = meetingDocument(id);
  const before = await s.hub.read(name, textsOf);
  const outcome = await s.hub.bringIn(name, file.update, { accountId: caller.accountId, proofs: file.proofs });
  if (outcome !== 'taken') {
    s.log.warn({ meeting: id, account: caller.accountId, outcome }, 'tablet file not imported');
    return { refused: REFUSED[outcome] };
  }
  const after = await s.hub.read(name, textsOf);
  await s.hub.settle(name);
  const brought = compare(before ?? nothing(), after ?? nothing());
  const { communityId, accountId } = caller;
  // The same file again brings nothing and is no news.
  if (brought.entries || brought.issues || brought.changed)
    await s.store.tx((q) =>
      q
        .insert(tabletFile)
        .values({
          communityId,
          meetingId: id,
          id: randomUUID(),
          accountId,
          at: s.now().toISOString(),
          madeAt: Number.isNaN(Date.parse(file.madeAt)) ? '' : file.madeAt.slice(0, 40),
          bytes: file.update.length,
          ...brought
        })
        .run()
    );
  s.log.info({ meeting: id, account: caller.accountId, bytes: file.update.length, ...brought }, 'tablet file imported');
  return brought;
}

const REFUSED = { aside: 'file/aside', full: 'file/full', gap: 'file/unfit', malformed: 'file/unfit' } as const;

interface Texts {
  entries: Map<string, string>;
  issues: Map<string, string>;
}
const nothing = (): Texts => ({ entries: new Map(), issues: new Map() });

function textsOf(doc: Y.Doc): Texts {
  return {
    entries: new Map(readEntries(doc).map((entry) => [entry.id, JSON.stringify(entry)])),
    issues: new Map(readIssues(doc).map((issue) => [issue.id, JSON.stringify(issue)]))
  };
}

function compare(before: Texts, after: Texts): BroughtIn {
  const fresh = (list: 'entries' | 'issues') => [...after[list].keys()].filter((id) => !before[list].has(id)).length;
  const changed = (['entries', 'issues'] as const).flatMap((list) =>
    [...after[list]].filter(([id, text]) => before[list].has(id) && before[list].get(id) !== text)
  );
  return { entries: fresh('entries'), issues: fresh('issues'), changed: changed.length };
}
