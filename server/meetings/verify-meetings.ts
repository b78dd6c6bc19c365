import { and, eq } from 'drizzle-orm';
import type * as Y from 'yjs';
import { meetingDocument } from '$lib/document/keys';
import { projection } from '$lib/document/projection';
import { fateAtClose } from '$lib/domain/meetings/readiness';
import type { Query } from '../db/store';
import { item } from '../ledger/tables';
import { cameOf, originIssue } from './item-origin';
import { entry, issue, meeting } from './tables';

type Say = (where: string, what: string) => void;

/** What a meeting's document says against what the tables say of it. */
export async function verifyMeeting(
  q: Query,
  { name, epoch, doc, settled }: { name: string; epoch: number; doc: Y.Doc; settled: boolean },
  { fault, note }: { fault: Say; note: Say }
): Promise<void> {
  const id = name.replace(/^meeting\//, '');
  const row = await q.select().from(meeting).where(eq(meeting.id, id)).get();
  if (!row) return note(name, 'is in no meeting of the database');
  if (row.joinedInto) return;
  if (row.epoch !== epoch) return note(name, `is an older history (${epoch} of ${row.epoch})`);
  if (!settled) return note(name, 'has words that the database takes in at the next start');
  const projected = projection(doc);
  const scope = <T extends typeof entry | typeof issue>(table: T) =>
    and(eq(table.communityId, row.communityId), eq(table.meetingId, id));
  const entries = new Map((await q.select().from(entry).where(scope(entry)).all()).map((one) => [one.id, one.text]));
  const issues = new Map((await q.select().from(issue).where(scope(issue)).all()).map((one) => [one.id, one.title]));
  for (const { id: one, text } of projected.entries)
    if (entries.get(one) !== text) fault(`${name} entry ${one}`, 'reads otherwise in the database');
  for (const { id: one, title } of projected.issues)
    if (issues.get(one) !== title) fault(`${name} issue ${one}`, 'reads otherwise in the database');
  if (row.phase !== 'closed') return;
  const made = await q
    .select({ issueId: originIssue })
    .from(item)
    .where(and(eq(item.communityId, row.communityId), cameOf(id)))
    .all();
  const promised = new Set(made.map(({ issueId }) => issueId));
  for (const issue of projected.issues) {
    const fate = fateAtClose(issue);
    if ((fate === 'item' || fate === 'answered') && !promised.has(issue.id))
      fault(`${name} issue ${issue.id}`, 'was confirmed in a closed meeting and is not in the ledger');
  }
}

/** Meetings that have no document at all. */
export async function verifyMeetingsHaveDocuments(q: Query, names: ReadonlySet<string>, { note }: { note: Say }) {
  for (const { id } of await q.select({ id: meeting.id }).from(meeting).all())
    if (!names.has(meetingDocument(id))) note(meetingDocument(id), 'has no document yet; it is made when it is opened');
}
