import { differences, type Difference } from '$lib/document/differences';
import { meetingDocument } from '$lib/document/keys';
import * as Y from 'yjs';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import type { Decision, Hub, Quarantined } from '../collab';
import type { Ground } from '../ground';
import type { Caller } from '../identity';
import { findMeeting } from './find-meeting';

/** What one tablet sent that was not taken into the meeting, as a person reads it. */
export interface PutAside {
  /** Of its pieces in the quarantine. */
  ids: number[];
  accountId: string;
  /** ISO; when its last piece came */
  at: string;
  reason: Quarantined['reason'];
  /** What the meeting would say otherwise with it; empty where it would not fit. */
  differences: Difference[];
  /** How many differences are not listed. */
  more: number;
  /** Pieces that build on something that never came. */
  left: number;
}

/** Tablets whose put-aside words are read at once, and lines of each; the rest is read once these are decided. */
const MOST_TABLETS = 20;
const MOST_LINES = 200;

/** What waits to be read and decided, by the tablet that sent it, the newest first. */
export async function putAside(s: { hub: Hub }, meetingId: string, quarantined: Quarantined[]): Promise<PutAside[]> {
  const name = meetingDocument(meetingId);
  const byTablet = new Map<string, Quarantined[]>();
  for (const one of quarantined) {
    if (one.decision !== null) continue;
    const key = JSON.stringify([one.accountId, one.deviceId, one.reason === 'malformed']);
    byTablet.set(key, [...(byTablet.get(key) ?? []), one]);
  }
  const now = await s.hub.read(name, (doc) => Y.encodeStateAsUpdate(doc));
  const found: PutAside[] = [];
  for (const pieces of [...byTablet.values()].slice(0, MOST_TABLETS)) {
    const ids = pieces.map(({ id }) => id);
    const said = now && (await s.hub.readWith(name, ids, (then, left) => ({ all: compared(now, then), left })));
    const [newest] = pieces as [Quarantined];
    const reason = pieces.find((one) => one.reason !== 'gap')?.reason ?? 'gap';
    found.push({
      ids,
      accountId: newest.accountId,
      at: newest.at,
      reason,
      differences: said?.all.slice(0, MOST_LINES) ?? [],
      more: Math.max(0, (said?.all.length ?? 0) - MOST_LINES),
      left: said?.left ?? ids.length
    });
  }
  return found;
}

function compared(now: Uint8Array, then: Y.Doc): Difference[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, now);
  const all = differences(doc, then);
  doc.destroy();
  return all;
}

/** Takes what a tablet sent into its meeting, or leaves it; the record says who decided. Returns how many pieces. */
export async function decideAside(
  s: Pick<Ground, 'store' | 'log'> & { hub: Hub },
  caller: Caller,
  id: string,
  { ids, decision }: { ids: number[]; decision: Decision }
): Promise<{ decided: number } | Refusal> {
  if (!may(caller.role, 'quarantine/read')) return { refused: 'right/missing' };
  if (!(await findMeeting(s, caller.communityId, id))) return { refused: 'meeting/absent' };
  const name = meetingDocument(id);
  const decided = await s.hub.decide(name, ids, decision, caller.accountId);
  if (!decided) return { refused: 'aside/decided' };
  s.log.info({ meeting: id, account: caller.accountId, decision, pieces: decided }, 'put-aside updates decided');
  await s.hub.settle(name);
  return { decided };
}
