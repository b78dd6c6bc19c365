import { and, eq, inArray } from 'drizzle-orm';
import { attendance } from '../attendance/tables';
import { party } from '../community/tables';
import type { Query } from '../db/store';
import { account } from '../identity/tables';
import { entry, issue } from '../meetings/tables';

/** Ids that one query names at a time. */
const CHUNK = 200;

/** Names of people that may stand in the texts of a community: accounts, and persons who can own a promise (rule G2). */
export async function namesOfCommunity(q: Query, communityId: string): Promise<string[]> {
  const accounts = await q
    .select({ name: account.name })
    .from(account)
    .where(eq(account.communityId, communityId))
    .all();
  const persons = await q
    .select({ name: party.name })
    .from(party)
    .where(and(eq(party.communityId, communityId), eq(party.kind, 'person')))
    .all();
  return [...accounts, ...persons].map(({ name }) => name);
}

/** Names of those who were at these meetings, spoke there, or raised something, whether they agreed to be named or not. */
export async function namesAtMeetings(
  q: Query,
  communityId: string,
  meetings: readonly string[]
): Promise<ReadonlyMap<string, string[]>> {
  const names = new Map<string, string[]>();
  const ofMeeting = (id: string) => names.get(id) ?? names.set(id, []).get(id)!;
  for (let at = 0; at < meetings.length; at += CHUNK) {
    const some = meetings.slice(at, at + CHUNK);
    const existing = await q
      .select({ meetingId: attendance.meetingId, name: attendance.name })
      .from(attendance)
      .where(and(eq(attendance.communityId, communityId), inArray(attendance.meetingId, some)))
      .all();
    const spoke = await q
      .selectDistinct({ meetingId: entry.meetingId, name: entry.speaker })
      .from(entry)
      .where(and(eq(entry.communityId, communityId), inArray(entry.meetingId, some)))
      .all();
    const raised = await q
      .selectDistinct({ meetingId: issue.meetingId, name: issue.raisedBy })
      .from(issue)
      .where(and(eq(issue.communityId, communityId), inArray(issue.meetingId, some)))
      .all();
    for (const { meetingId, name } of [...existing, ...spoke, ...raised])
      if (name.trim()) ofMeeting(meetingId).push(name);
  }
  return names;
}
