import { and, asc, eq, inArray } from 'drizzle-orm';
import { anyOf } from '../db/any-of';
import type { Query } from '../db/store';
import { storedAmong } from '../attachments';
import type { IssueRef } from './item-origin';
import { entry, issue, photo } from './tables';

/** A promise as far as its pictures go. */
interface Promised {
  id: string;
  issue: IssueRef | null;
  /** Uploads that came with what was said to be done. */
  doneWith: readonly string[];
}

export interface BeforeAndAfter {
  /** Upload of a picture of how it was: the first of the issue it came from, or of that issue's lines. */
  before: string | null;
  /** Upload of a picture of how it is now: the last that came with its finish. */
  after: string | null;
}

/** Pictures of promises, by their ids; only such as have come up whole, and none of a line that is withheld. */
export async function picturesOf(
  q: Query,
  communityId: string,
  promises: readonly Promised[]
): Promise<Map<string, BeforeAndAfter>> {
  const issueIds = promises.flatMap((promise) => promise.issue?.issueId ?? []);
  const meetingIds = [...new Set(promises.flatMap((promise) => promise.issue?.meetingId ?? []))];
  if (!promises.length) return new Map();
  const issues = await q
    .select({ id: issue.id, meetingId: issue.meetingId, entryIds: issue.entryIds })
    .from(issue)
    .where(and(eq(issue.communityId, communityId), inArray(issue.meetingId, meetingIds), inArray(issue.id, issueIds)))
    .all();
  const photos = await q
    .select({ id: photo.id, meetingId: photo.meetingId, entryId: photo.entryId, issueId: photo.issueId })
    .from(photo)
    .where(and(eq(photo.communityId, communityId), inArray(photo.meetingId, meetingIds), eq(photo.kind, 'photo')))
    .orderBy(asc(photo.takenAt), asc(photo.id))
    .all();
  const lines = await q
    .select({ id: entry.id, withheld: entry.withheld })
    .from(entry)
    .where(
      and(
        eq(entry.communityId, communityId),
        inArray(entry.meetingId, meetingIds),
        anyOf(entry.id, new Set(photos.flatMap(({ entryId }) => entryId ?? [])))
      )
    )
    .all();
  const kept = new Set(lines.flatMap((line) => (line.withheld === null ? [] : [line.id])));
  const stored = await storedAmong(q, communityId, [
    ...photos.map(({ id }) => id),
    ...promises.flatMap(({ doneWith }) => doneWith)
  ]);
  return new Map(
    promises.map(({ id, issue: of, doneWith }) => {
      const from = issues.find((issue) => issue.id === of?.issueId && issue.meetingId === of.meetingId);
      const before = photos.find(
        (photo) =>
          from !== undefined &&
          photo.meetingId === from.meetingId &&
          stored.has(photo.id) &&
          !kept.has(photo.entryId ?? '') &&
          (photo.issueId === from.id || from.entryIds.includes(photo.entryId ?? ''))
      );
      return [id, { before: before?.id ?? null, after: doneWith.findLast((one) => stored.has(one)) ?? null }];
    })
  );
}
