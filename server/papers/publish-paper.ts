import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import { chainHead } from '../ledger';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { checkPaper } from './check-paper';
import { namesOf } from './decide-findings';
import { versionsOf } from './find-paper';
import { paperVersion } from './tables';
import type { PaperOf } from './write-version';

type Deps = Pick<Ground, 'store' | 'now'> & { hub: Hub };

/**
 * Lets everybody read a final paper. Refused with `paper/personal` while something personal stands in it about which nobody has
 * decided; one that was published before is then no more the one that is read. The head of the ledger's history is kept with
 * it and printed on it, so that a promise that is removed afterwards shows.
 */
export async function publishPaper(
  s: Deps,
  caller: Caller,
  { meetingId, kind }: PaperOf,
  seen: number
): Promise<{ published: number } | Refusal> {
  if (!may(caller.role, 'office')) return { refused: 'right/missing' };
  const { communityId, accountId } = caller;
  const names = await namesOf(s, caller, { meetingId, kind });
  return await s.store.tx(async (q): Promise<{ published: number } | Refusal> => {
    const [last] = await versionsOf(q, { communityId, meetingId, kind });
    if (!last) return { refused: 'paper/absent' };
    if (last.version !== seen) return { refused: 'paper/changed' };
    if (last.stage !== 'final') return { refused: 'paper/not-final' };
    const open = checkPaper(last.body, names, last.kept).filter((finding) => !finding.kept);
    if (open.length) return { refused: 'paper/personal', with: { count: open.length } };
    const head = await chainHead(q, communityId);
    await q
      .update(paperVersion)
      .set({
        publishedAt: s.now().toISOString(),
        publishedBy: accountId,
        withdrawnAt: null,
        withdrawnBy: null,
        headSeq: head?.seq ?? null,
        headHash: head?.hash ?? null
      })
      .where(
        and(
          eq(paperVersion.communityId, communityId),
          eq(paperVersion.meetingId, meetingId),
          eq(paperVersion.kind, kind),
          eq(paperVersion.version, last.version)
        )
      )
      .run();
    return { published: last.version };
  });
}

/** Takes a published paper away from the public; who and when stays on record. */
export async function withdrawPaper(
  s: Deps,
  caller: Caller,
  { meetingId, kind }: PaperOf
): Promise<{ withdrawn: true } | Refusal> {
  if (!may(caller.role, 'office')) return { refused: 'right/missing' };
  const { communityId, accountId } = caller;
  await s.store.tx((q) =>
    q
      .update(paperVersion)
      .set({ withdrawnAt: s.now().toISOString(), withdrawnBy: accountId })
      .where(
        and(
          eq(paperVersion.communityId, communityId),
          eq(paperVersion.meetingId, meetingId),
          eq(paperVersion.kind, kind),
          isNotNull(paperVersion.publishedAt),
          isNull(paperVersion.withdrawnAt)
        )
      )
      .run()
  );
  return { withdrawn: true };
}
