import { and, asc, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { ChainHead } from '$lib/domain/ledger/event-hash';
import type { PaperKind } from '$lib/domain/papers/paper';
import type { Query } from '../db/store';
import { paperObjection, paperVersion } from './tables';

export type VersionRow = typeof paperVersion.$inferSelect;
export type ObjectionRow = typeof paperObjection.$inferSelect;

interface Where {
  communityId: string;
  meetingId: string;
  kind: PaperKind;
}

const scope = ({ communityId, meetingId, kind }: Where) =>
  and(eq(paperVersion.communityId, communityId), eq(paperVersion.meetingId, meetingId), eq(paperVersion.kind, kind));

/** Every version of a paper, the newest first. */
export async function versionsOf(q: Query, where: Where): Promise<VersionRow[]> {
  return await q.select().from(paperVersion).where(scope(where)).orderBy(desc(paperVersion.version)).all();
}

/** The one that everybody may read now. */
export async function publishedOf(q: Query, where: Where): Promise<VersionRow | null> {
  const row = await q
    .select()
    .from(paperVersion)
    .where(and(scope(where), isNotNull(paperVersion.publishedAt), isNull(paperVersion.withdrawnAt)))
    .orderBy(desc(paperVersion.version))
    .limit(1)
    .get();
  return row ?? null;
}

/** The head of the ledger's history that is printed on a version; null where none was published with one. */
export function headOf({ headSeq: seq, headHash: hash }: VersionRow): ChainHead | null {
  return seq !== null && hash ? { seq, hash } : null;
}

export async function objectionsOf(q: Query, { communityId, meetingId, kind }: Where): Promise<ObjectionRow[]> {
  return await q
    .select()
    .from(paperObjection)
    .where(
      and(
        eq(paperObjection.communityId, communityId),
        eq(paperObjection.meetingId, meetingId),
        eq(paperObjection.kind, kind)
      )
    )
    .orderBy(asc(paperObjection.at))
    .all();
}
