import { and, count, desc, eq, gt, isNull, lt, lte, ne, notExists, or, sql, type SQL } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { NoticeValues } from '$lib/domain/notices/kind';
import type { Query } from '../db/store';
import type { Caller } from '../identity';
import { item } from '../ledger/tables';
import type { Ground } from '../ground';
import { notice, noticeRead, noticeSeen } from './tables';

export interface MyNotice {
  seq: number;
  id: string;
  at: string;
  kind: string;
  itemId: string | null;
  values: NoticeValues;
  withheld: boolean;
  read: boolean;
}

const PAGE = 50;
/** More than that is said as “99+”: nobody counts further. */
const COUNTED = 100;

/** What is for this person: himself, his organisation, the office where he works in it; not what he did himself. */
function forMe(caller: Caller): SQL | undefined {
  const to = (kind: string, id: string) => and(eq(notice.toKind, kind), eq(notice.toId, id));
  return and(
    eq(notice.communityId, caller.communityId),
    or(
      to('account', caller.accountId),
      caller.partyId ? to('party', caller.partyId) : undefined,
      may(caller.role, 'office') ? to('office', '') : undefined
    ),
    or(isNull(notice.byId), ne(notice.byId, caller.accountId))
  );
}

async function seenUpTo(q: Query, { communityId, accountId }: Caller): Promise<number> {
  const row = await q
    .select({ upTo: noticeSeen.upTo })
    .from(noticeSeen)
    .where(and(eq(noticeSeen.communityId, communityId), eq(noticeSeen.accountId, accountId)))
    .get();
  return row?.upTo ?? 0;
}

/** How many the caller has not read; 100 stands for that and more. */
export async function countUnread(s: Pick<Ground, 'store'>, caller: Caller): Promise<number> {
  const { q } = s.store;
  const readOne = q
    .select({ one: sql`1` })
    .from(noticeRead)
    .where(
      and(
        eq(noticeRead.communityId, notice.communityId),
        eq(noticeRead.accountId, caller.accountId),
        eq(noticeRead.noticeSeq, notice.seq)
      )
    );
  const fresh = q
    .select({ seq: notice.seq })
    .from(notice)
    .where(and(forMe(caller), gt(notice.seq, await seenUpTo(q, caller)), notExists(readOne)))
    .limit(COUNTED)
    .as('fresh');
  return (await q.select({ n: count() }).from(fresh).get())?.n ?? 0;
}

/** A page of the caller's notices, the newest first; `before` is where the page before ended. */
export async function listNotices(
  s: Pick<Ground, 'store'>,
  caller: Caller,
  before: number | null = null
): Promise<{ notices: MyNotice[]; next: number | null }> {
  const { q } = s.store;
  const upTo = await seenUpTo(q, caller);
  const rows = await q
    .select({ notice, withheld: item.withheld, readSeq: noticeRead.noticeSeq })
    .from(notice)
    .leftJoin(item, and(eq(item.communityId, notice.communityId), eq(item.id, notice.itemId)))
    .leftJoin(
      noticeRead,
      and(
        eq(noticeRead.communityId, notice.communityId),
        eq(noticeRead.accountId, caller.accountId),
        eq(noticeRead.noticeSeq, notice.seq)
      )
    )
    .where(and(forMe(caller), before === null ? undefined : lt(notice.seq, before)))
    .orderBy(desc(notice.seq))
    .limit(PAGE + 1)
    .all();
  const page = rows.slice(0, PAGE);
  return {
    notices: page.map(({ notice: { seq, id, at, kind, itemId, values }, withheld, readSeq }) => ({
      seq,
      id,
      at,
      kind,
      itemId,
      values,
      withheld: withheld ?? false,
      read: seq <= upTo || readSeq !== null
    })),
    next: rows.length > PAGE ? page.at(-1)!.notice.seq : null
  };
}

/** One of the caller's own notices; null where it is not his. */
export async function noticeOf(
  s: Pick<Ground, 'store'>,
  caller: Caller,
  seq: number
): Promise<{ kind: string; itemId: string | null } | null> {
  if (!Number.isSafeInteger(seq)) return null;
  const { kind, itemId } = notice;
  const row = await s.store.q
    .select({ kind, itemId })
    .from(notice)
    .where(and(forMe(caller), eq(notice.seq, seq)))
    .get();
  return row ?? null;
}

/** The caller has read one of his own; another's stays as it is. */
export async function markRead(s: Pick<Ground, 'store'>, caller: Caller, seq: number): Promise<void> {
  if (!Number.isSafeInteger(seq)) return;
  const { communityId, accountId } = caller;
  await s.store.tx(async (q) => {
    const mine = await q
      .select({ seq: notice.seq })
      .from(notice)
      .where(and(forMe(caller), eq(notice.seq, seq), gt(notice.seq, await seenUpTo(q, caller))))
      .get();
    if (mine) await q.insert(noticeRead).values({ communityId, accountId, noticeSeq: seq }).onConflictDoNothing().run();
  });
}

/** The caller has read everything up to the one he saw on top of his list; what came since stays unread. */
export async function markAllRead(s: Pick<Ground, 'store'>, caller: Caller, upTo: number): Promise<void> {
  if (!Number.isSafeInteger(upTo)) return;
  const { communityId, accountId } = caller;
  await s.store.tx(async (q) => {
    // Never beyond what there is: a number from outside must not make what comes later read.
    const top = await q
      .select({ seq: notice.seq })
      .from(notice)
      .where(and(forMe(caller), lte(notice.seq, upTo)))
      .orderBy(desc(notice.seq))
      .limit(1)
      .get();
    if (!top || top.seq <= (await seenUpTo(q, caller))) return;
    await q
      .insert(noticeSeen)
      .values({ communityId, accountId, upTo: top.seq })
      .onConflictDoUpdate({ target: [noticeSeen.communityId, noticeSeen.accountId], set: { upTo: top.seq } })
      .run();
    await q
      .delete(noticeRead)
      .where(
        and(
          eq(noticeRead.communityId, communityId),
          eq(noticeRead.accountId, accountId),
          lte(noticeRead.noticeSeq, top.seq)
        )
      )
      .run();
  });
}
