import { and, eq, exists, isNotNull, isNull, not, or, sql, type SQL } from 'drizzle-orm';
import type { Query } from '../db/store';
import { entry, issue, photo } from './tables';

/**
 * That a picture or a voice note may be read by people who do not hold its meeting: the document knows it, and whatever it is of stands and
 * is withheld from nobody. One that is of nothing could be of what is withheld, so where a meeting withholds anything it is
 * for those who hold it.
 */
export function readableByAll(q: Query): SQL {
  const at = (table: typeof entry | typeof issue) =>
    and(eq(table.communityId, photo.communityId), eq(table.meetingId, photo.meetingId));
  const open = (table: typeof entry | typeof issue, id: typeof photo.entryId | typeof photo.issueId) =>
    or(
      isNull(id),
      exists(
        q
          .select({ one: sql`1` })
          .from(table)
          .where(and(at(table), eq(table.id, id), isNull(table.withheld)))
      )
    );
  const withholds = (table: typeof entry | typeof issue) =>
    exists(
      q
        .select({ one: sql`1` })
        .from(table)
        .where(and(at(table), isNotNull(table.withheld)))
    );
  const ofSomething = or(isNotNull(photo.entryId), isNotNull(photo.issueId));
  return and(
    open(entry, photo.entryId),
    open(issue, photo.issueId),
    or(ofSomething, and(not(withholds(entry)), not(withholds(issue))))
  )!;
}

/** Which of a meeting's pictures and voice notes people may read who do not hold it. */
export async function readablePhotos(q: Query, communityId: string, meetingId: string): Promise<Set<string>> {
  const rows = await q
    .select({ id: photo.id })
    .from(photo)
    .where(and(eq(photo.communityId, communityId), eq(photo.meetingId, meetingId), readableByAll(q)))
    .all();
  return new Set(rows.map(({ id }) => id));
}

/** Whether they may read this one; a meeting that was joined into another shows it there. */
export async function isReadable(q: Query, communityId: string, id: string): Promise<boolean> {
  const found = await q
    .select({ id: photo.id })
    .from(photo)
    .where(and(eq(photo.communityId, communityId), eq(photo.id, id), readableByAll(q)))
    .get();
  return found !== undefined;
}
