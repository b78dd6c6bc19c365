import { and, between, desc, eq, inArray, isNull, notInArray, or, sql, type SQL } from 'drizzle-orm';
import { CATEGORIES } from '$lib/domain/ledger/category';
import type { RequestsQuery } from '$lib/domain/open311/query';
import { STATES_OF } from '$lib/domain/open311/request';
import { OTHER } from '$lib/domain/open311/service';
import { party, venue } from '../community/tables';
import type { Query } from '../db/store';
import { cameOfIssue, originIssue, originMeeting, publicItems } from '../meetings';
import { item } from '../ledger/tables';
import { issue } from '../meetings/tables';

const COLUMNS = {
  id: item.id,
  state: item.state,
  category: item.category,
  title: item.title,
  detail: item.detail,
  answer: item.answer,
  raisedBy: item.raisedBy,
  createdAt: item.createdAt,
  updatedAt: item.updatedAt,
  finishedAt: item.finishedAt,
  dueOn: item.dueOn,
  splitFrom: item.splitFrom,
  originKind: item.originKind,
  originId: item.originId,
  ownerKind: party.kind,
  ownerName: party.name,
  place: venue.name,
  // What stood there at the meeting, where it came of an issue.
  issueDetail: issue.detail,
  issueRaisedBy: issue.raisedBy
};

export type PublicRow = Awaited<ReturnType<typeof publicRows>>[number];

/** The items that a query is about and that everybody may know of (rule G1), newest first. */
export async function publicRows(q: Query, communityId: string, asked: RequestsQuery) {
  const page = 'ids' in asked ? { limit: asked.ids.length, offset: 0 } : asked;
  return await q
    .select(COLUMNS)
    .from(item)
    .leftJoin(party, and(eq(party.communityId, item.communityId), eq(party.id, item.ownerId)))
    .leftJoin(venue, and(eq(venue.communityId, item.communityId), eq(venue.id, item.venueId)))
    .leftJoin(issue, ofIssue())
    .where(and(eq(item.communityId, communityId), publicItems(), isNull(issue.withheld), narrowedTo(asked)))
    .orderBy(desc(item.createdAt), desc(item.id))
    .limit(page.limit)
    .offset(page.offset)
    .all();
}

function ofIssue(): SQL {
  return and(
    cameOfIssue,
    eq(issue.communityId, item.communityId),
    eq(issue.meetingId, originMeeting),
    eq(issue.id, originIssue)
  )!;
}

function narrowedTo(asked: RequestsQuery): SQL | undefined {
  if ('ids' in asked) return inArray(item.id, asked.ids);
  const { from, to, codes, statuses } = asked;
  const own = codes?.filter((code) => code !== OTHER) ?? [];
  return and(
    between(item.createdAt, from, to),
    inArray(
      item.state,
      statuses.flatMap((status) => STATES_OF[status])
    ),
    codes === null
      ? undefined
      : or(
          own.length ? inArray(item.category, own) : sql`1 = 0`,
          codes.includes(OTHER) ? notInArray(item.category, [...CATEGORIES]) : undefined
        )
  );
}
