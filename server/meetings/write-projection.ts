import { and, eq, inArray } from 'drizzle-orm';
import type { Projection } from '$lib/document/projection';
import type { Query } from '../db/store';
import type { MeetingRow } from './find-meeting';
import { entry, issue, misfit } from './tables';

/**
 * Writes what a document says into the tables, only the rows that changed; inside the caller's transaction. What the
 * document no longer holds goes: it was taken back while the meeting wrote. After the close nothing is taken out, since
 * the record that was read aloud must not lose a line to a tablet that comes back with an old mind.
 */
export async function writeProjection(q: Query, meeting: MeetingRow, said: Projection, at: string): Promise<void> {
  const { communityId, id: meetingId } = meeting;
  const removing = meeting.phase !== 'closed';

  const entriesHere = and(eq(entry.communityId, communityId), eq(entry.meetingId, meetingId));
  const entries = new Map((await q.select().from(entry).where(entriesHere).all()).map((row) => [row.id, row]));
  for (const record of said.entries) {
    const row = { communityId, meetingId, ...record };
    if (!same(row, entries.get(record.id)))
      await q
        .insert(entry)
        .values(row)
        .onConflictDoUpdate({ target: [entry.communityId, entry.meetingId, entry.id], set: row })
        .run();
    entries.delete(record.id);
  }
  if (removing && entries.size)
    await q
      .delete(entry)
      .where(and(entriesHere, inArray(entry.id, [...entries.keys()])))
      .run();

  const issuesHere = and(eq(issue.communityId, communityId), eq(issue.meetingId, meetingId));
  const issues = new Map((await q.select().from(issue).where(issuesHere).all()).map((row) => [row.id, row]));
  for (const record of said.issues) {
    const row = { communityId, meetingId, ...record, category: record.category ?? '' };
    if (!same(row, issues.get(record.id)))
      await q
        .insert(issue)
        .values(row)
        .onConflictDoUpdate({ target: [issue.communityId, issue.meetingId, issue.id], set: row })
        .run();
    issues.delete(record.id);
  }
  if (removing && issues.size)
    await q
      .delete(issue)
      .where(and(issuesHere, inArray(issue.id, [...issues.keys()])))
      .run();

  const misfitsHere = and(eq(misfit.communityId, communityId), eq(misfit.meetingId, meetingId));
  const misfits = new Map((await q.select().from(misfit).where(misfitsHere).all()).map((row) => [row.path, row]));
  for (const { path, value } of said.misfits) {
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
      .where(and(misfitsHere, inArray(misfit.path, [...misfits.keys()])))
      .run();
}

function same(row: Record<string, unknown>, stored: Record<string, unknown> | undefined): boolean {
  return (
    stored !== undefined && Object.keys(row).every((key) => JSON.stringify(row[key]) === JSON.stringify(stored[key]))
  );
}
