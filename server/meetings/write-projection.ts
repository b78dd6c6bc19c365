import { and, eq } from 'drizzle-orm';
import type { Projection } from '$lib/document/projection';
import { anyOf } from '../db/any-of';
import type { Query } from '../db/store';
import { forgetLines, indexLine } from './diary-search';
import type { MeetingRow } from './find-meeting';
import { entry, issue, misfit, photo } from './tables';

/**
 * Writes what a document says into the tables, only the rows that changed; inside the caller's transaction. What the
 * document no longer holds goes: it was taken back while the meeting wrote. After the close nothing is taken out, since
 * the record that was read aloud must not lose a line to a tablet that comes back with an old mind.
 */
export async function writeProjection(q: Query, meeting: MeetingRow, projected: Projection, at: string): Promise<void> {
  const { communityId, id: meetingId } = meeting;
  const removing = meeting.phase !== 'closed';
  const scope = { communityId, meetingId };
  const entries = await mirror(q, entry, scope, projected.entries, removing);
  for (const line of entries.changed) await indexLine(q, { ...scope, ...line });
  await forgetLines(q, scope, entries.removed);
  await mirror(
    q,
    issue,
    scope,
    projected.issues.map((record) => ({ ...record, category: record.category ?? '' })),
    removing
  );
  await mirror(q, photo, scope, projected.photos, removing);

  const misfitsHere = and(eq(misfit.communityId, communityId), eq(misfit.meetingId, meetingId));
  const misfits = new Map((await q.select().from(misfit).where(misfitsHere).all()).map((row) => [row.path, row]));
  for (const { path, value } of projected.misfits) {
    if (misfits.get(path)?.value !== value)
      await q
        .insert(misfit)
        .values({ communityId, meetingId, path, value, seenAt: at })
        .onConflictDoUpdate({ target: [misfit.communityId, misfit.meetingId, misfit.path], set: { value, seenAt: at } })
        .run();
    misfits.delete(path);
  }
  if (misfits.size)
    await q
      .delete(misfit)
      .where(and(misfitsHere, anyOf(misfit.path, misfits.keys())))
      .run();
}

interface Here {
  communityId: string;
  meetingId: string;
}

type Mirrored = typeof entry | typeof issue | typeof photo;

/** Brings the rows of one meeting to what the records say, touching only those that differ; gives which. */
async function mirror<T extends Mirrored>(
  q: Query,
  table: T,
  { communityId, meetingId }: Here,
  records: readonly Omit<T['$inferSelect'], keyof Here>[],
  removing: boolean
): Promise<{ changed: Omit<T['$inferSelect'], keyof Here>[]; removed: string[] }> {
  // One table stands for the three: their keys are the same, and the signature has judged the records.
  const into = table as typeof entry;
  const inMeeting = and(eq(into.communityId, communityId), eq(into.meetingId, meetingId));
  const left = new Map((await q.select().from(into).where(inMeeting).all()).map((row) => [row.id, row]));
  const changed: Omit<T['$inferSelect'], keyof Here>[] = [];
  for (const record of records) {
    const row = { communityId, meetingId, ...record } as (typeof entry)['$inferInsert'];
    if (!same(row, left.get(row.id))) {
      changed.push(record);
      await q
        .insert(into)
        .values(row)
        .onConflictDoUpdate({ target: [into.communityId, into.meetingId, into.id], set: row })
        .run();
    }
    left.delete(row.id);
  }
  const removed = removing ? [...left.keys()] : [];
  if (removed.length)
    await q
      .delete(into)
      .where(and(inMeeting, anyOf(into.id, removed)))
      .run();
  return { changed, removed };
}

function same(row: Record<string, unknown>, stored: Record<string, unknown> | undefined): boolean {
  return (
    stored !== undefined && Object.keys(row).every((key) => JSON.stringify(row[key]) === JSON.stringify(stored[key]))
  );
}
