import { and, asc, eq, gt, or, sql } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import { searchBody } from '$lib/domain/ledger/search-text';
import { communityTerm, matchOf, matchWithin } from '$lib/domain/search/terms';
import type { Refusal } from '$lib/domain/refusal';
import type { Query } from '../db/store';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { spelled } from '../spelling';
import { entry, meeting } from './tables';

/** A title stands in the index of the diary as a line without an entry, and carries this word of its own. */
const TITLE = '\uE001';

interface Here {
  communityId: string;
  meetingId: string;
}

/** Writes (anew) what a line of the diary is found by; inside the caller's transaction. */
export async function indexLine(
  q: Query,
  { communityId, meetingId, id, speaker, text }: Here & { id: string; speaker: string; text: string }
): Promise<void> {
  await write(q, { communityId, meetingId }, id, { body: searchBody(text, speaker), spelling: '', initials: '' });
}

/** The same for a meeting's title, which is found by its spelling too. */
export async function indexTitle(
  q: Query,
  { communityId, id, title }: { communityId: string; id: string; title: string }
): Promise<void> {
  const body = `${TITLE} ${searchBody(title)}`;
  await write(q, { communityId, meetingId: id }, '', { body, ...spelled(title) });
}

/** A line that was taken back is not found any more. */
export async function forgetLines(q: Query, { communityId, meetingId }: Here, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const key = await keyOf(q, { communityId, meetingId }, id);
    if (!key) continue;
    await q.run(sql`DELETE FROM diary_search WHERE rowid = ${key.rowid}`);
    await q.run(sql`DELETE FROM diary_search_key WHERE rowid = ${key.rowid}`);
  }
}

async function write(
  q: Query,
  { communityId, meetingId }: Here,
  entryId: string,
  { body, spelling, initials }: { body: string; spelling: string; initials: string }
): Promise<void> {
  await q.run(sql`INSERT INTO diary_search_key (community_id, meeting_id, entry_id)
    VALUES (${communityId}, ${meetingId}, ${entryId}) ON CONFLICT DO NOTHING`);
  const { rowid } = (await keyOf(q, { communityId, meetingId }, entryId))!;
  await q.run(sql`DELETE FROM diary_search WHERE rowid = ${rowid}`);
  await q.run(sql`INSERT INTO diary_search (rowid, community, body, spelling, initials)
    VALUES (${rowid}, ${communityTerm(communityId)}, ${body}, ${spelling}, ${initials})`);
}

async function keyOf(
  q: Query,
  { communityId, meetingId }: Here,
  entryId: string
): Promise<{ rowid: number } | undefined> {
  const [key] = await q.all<{ rowid: number }>(sql`SELECT rowid FROM diary_search_key
    WHERE community_id = ${communityId} AND meeting_id = ${meetingId} AND entry_id = ${entryId}`);
  return key;
}

export interface FoundMeeting {
  id: string;
  title: string;
  /** ISO */
  startsAt: string;
}
export interface FoundLine {
  id: string;
  meetingId: string;
  meetingTitle: string;
  /** ISO */
  at: string;
  kind: string;
  speaker: string;
  text: string;
}

/** Meetings by their titles and lines of diaries, the newest first, for those who may read them. */
export async function findInMeetings(
  s: Pick<Ground, 'store'>,
  caller: Caller,
  query: string,
  limit: number
): Promise<{ meetings: FoundMeeting[]; lines: FoundLine[] } | Refusal> {
  if (!may(caller.role, 'meetings/read')) return { refused: 'right/missing' };
  const match = matchOf(query);
  if (!match) return { meetings: [], lines: [] };
  const { communityId } = caller;
  // What neighbours quarrelled about is for those who hold the meeting.
  const open = may(caller.role, 'meetings/write') ? sql`` : sql`and e.withheld is null`;
  const meetings = await s.store.q.all<FoundMeeting>(sql`
    select m.id as id, m.title as title, m.starts_at as "startsAt"
    from diary_search f join diary_search_key k on k.rowid = f.rowid
    join meeting m on m.community_id = k.community_id and m.id = k.meeting_id
    where f.diary_search match ${matchWithin(communityId, `body : "${TITLE}" AND (${match})`)} and k.community_id = ${communityId}
      and k.entry_id = '' and m.joined_into is null
    order by f.rowid desc limit ${limit}`);
  const lines = await s.store.q.all<FoundLine>(sql`
    select e.id as id, e.meeting_id as "meetingId", m.title as "meetingTitle", e.at as at, e.kind as kind,
      e.speaker as speaker, e.text as text
    from diary_search f join diary_search_key k on k.rowid = f.rowid
    join entry e on e.community_id = k.community_id and e.meeting_id = k.meeting_id and e.id = k.entry_id
    join meeting m on m.community_id = k.community_id and m.id = k.meeting_id
    where f.diary_search match ${matchWithin(communityId, match)} and k.community_id = ${communityId} and m.joined_into is null ${open}
    order by f.rowid desc limit ${limit}`);
  return { meetings, lines };
}

/** A place in the order in which diaries are indexed anew: community, meeting, line. */
export type DiaryPlace = readonly [communityId: string, meetingId: string, entryId: string];

/** Indexes so many lines (titles among them) that follow a place anew; gives the last, or null where none is left. */
export async function reindexDiary(q: Query, after: DiaryPlace | null, count: number): Promise<DiaryPlace | null> {
  const [communityId, meetingId, entryId] = after ?? ['', '', ''];
  if (after && entryId !== '') return await reindexLines(q, after, count);
  const next = await q
    .select({ communityId: meeting.communityId, id: meeting.id, title: meeting.title })
    .from(meeting)
    .where(
      or(gt(meeting.communityId, communityId), and(eq(meeting.communityId, communityId), gt(meeting.id, meetingId)))
    )
    .orderBy(asc(meeting.communityId), asc(meeting.id))
    .limit(1)
    .get();
  if (!next) return null;
  await indexTitle(q, next);
  return await reindexLines(q, [next.communityId, next.id, ''], count);
}

async function reindexLines(
  q: Query,
  [communityId, meetingId, entryId]: DiaryPlace,
  count: number
): Promise<DiaryPlace> {
  const lines = await q
    .select()
    .from(entry)
    .where(and(eq(entry.communityId, communityId), eq(entry.meetingId, meetingId), gt(entry.id, entryId)))
    .orderBy(asc(entry.id))
    .limit(count)
    .all();
  for (const line of lines) await indexLine(q, line);
  return [communityId, meetingId, lines.length < count ? '' : lines.at(-1)!.id];
}
