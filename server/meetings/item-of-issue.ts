import type { IssueRecord } from '$lib/document/records';
import { TIERS, type Tier } from '$lib/domain/ledger/category';
import { findParty, findVenue } from '../community';
import type { Query } from '../db/store';
import { createItem, type ActHearers, type OriginValues, type ItemRow } from '../ledger';
import { issueOrigin } from './item-origin';
import type { MeetingRow } from './find-meeting';

const LONGEST_TITLE = 200;

/** What of an issue an item takes over, as one compares it later. An undecided issue goes into the ledger too. */
export function valuesOf(issue: IssueRecord): OriginValues {
  const { detail, category, tier, outcome, answer, ownerId, dueOn, venueId, raisedBy, supporters } = issue;
  return {
    title: titleOf(issue),
    detail,
    category: category ?? '',
    tier,
    outcome: outcome === 'answered' || outcome === 'dropped' ? outcome : 'ledger',
    answer,
    ownerId: ownerId ?? '',
    dueOn: dueOn ?? '',
    venueId: venueId ?? '',
    raisedBy,
    supporters: String(supporters)
  };
}

function titleOf({ title, detail }: IssueRecord): string {
  return (title.trim() || detail.trim()).replace(/\s+/g, ' ').slice(0, LONGEST_TITLE) || '（没有写标题）';
}

interface Making {
  meeting: MeetingRow;
  issue: IssueRecord;
  fate: 'item' | 'answered';
  late: boolean;
  at: string;
  year: number;
  by: { id: string; name: string };
}

/** Makes the ledger item of one issue; inside the caller's transaction. What a tablet named but nobody knows is left empty. */
export async function itemOfIssue(q: Query, hearers: ActHearers, making: Making): Promise<ItemRow> {
  const { meeting, issue, fate, late, at, year, by } = making;
  const { communityId } = meeting;
  const venueId = issue.venueId ?? meeting.venueId;
  const place = venueId ? await findVenue(q, communityId, venueId) : undefined;
  const owner = issue.ownerId ? await findParty(q, communityId, issue.ownerId) : undefined;
  const values = valuesOf(issue);
  return await createItem(q, hearers, {
    communityId,
    title: values.title,
    detail: issue.detail,
    category: values.category,
    tier: TIERS.includes(issue.tier as Tier) ? (issue.tier as Tier) : 'simple',
    state: fate === 'answered' ? 'answered' : 'open',
    answer: issue.answer,
    ownerId: owner?.id ?? null,
    dueOn: issue.dueOn,
    gridId: place?.gridId ?? null,
    venueId: place?.id ?? null,
    origin: issueOrigin({ meetingId: meeting.id, issueId: issue.id }),
    channel: 'meeting',
    raisedBy: issue.raisedBy,
    supporters: issue.supporters,
    late,
    withheld: issue.withheld !== null,
    madeFrom: values,
    ...(late && { opening: { reason: '', detail: { late } } }),
    at,
    year,
    by
  });
}
