import { and, eq, gte, inArray, lt, not, sql, type SQL } from 'drizzle-orm';
import { anyOf } from '../db/any-of';
import type { Query } from '../db/store';
import { originOf, type ItemRow, type Origin } from '../ledger';
import { item } from '../ledger/tables';

/** What the ledger calls the origin of an item that came of an issue. */
const ISSUE = 'issue';
/** A meeting's id is a uuid; the issue's follows a slash. */
const UUID_LENGTH = 36;

export interface IssueRef {
  meetingId: string;
  issueId: string;
}

/** Returns the origin of what an issue becomes: by meeting and issue, since an issue's id is a tablet's and unique in its document alone. */
export function issueOrigin({ meetingId, issueId }: IssueRef): Origin {
  return { kind: ISSUE, id: `${meetingId}/${issueId}` };
}

/** Returns the issue an item came of, or null where it came of something else. */
export function issueOf(origin: Origin | null): IssueRef | null {
  if (origin?.kind !== ISSUE) return null;
  return { meetingId: origin.id.slice(0, UUID_LENGTH), issueId: origin.id.slice(UUID_LENGTH + 1) };
}

/** The items that came of a meeting's issues; for the WHERE of a query over `item` of one community. */
export function cameOf(meetingId: string): SQL {
  // What begins with the meeting and a slash, by the index: `0` is what follows a slash.
  return and(eq(item.originKind, ISSUE), gte(item.originId, `${meetingId}/`), lt(item.originId, `${meetingId}0`))!;
}

/** Whether an item came of an issue at all. */
export const cameOfIssue: SQL = eq(item.originKind, ISSUE);

/** Meeting and issue of an item's origin, to be joined with; compared only where `cameOfIssue`. */
export const originMeeting = sql<string>`substr(${item.originId}, 1, ${sql.raw(String(UUID_LENGTH))})`;
export const originIssue = sql<string>`substr(${item.originId}, ${sql.raw(String(UUID_LENGTH + 2))})`;

type Came = Pick<ItemRow, 'id' | 'originKind' | 'originId' | 'splitFrom'>;

/** A matter that was split from one that was split from one … is followed so far. */
const MOST_SPLITS = 20;

/**
 * Returns the issue that each of these items came of, by the item's id; what was split off came of what its first came of. Items that
 * came of no issue are left out.
 */
export async function issuesBehind(
  q: Query,
  communityId: string,
  rows: readonly Came[]
): Promise<ReadonlyMap<string, IssueRef>> {
  const found = new Map<string, IssueRef>();
  // Who is asked about, by where the way back along the splits has led.
  let open = new Map<string, string[]>();
  const visit = (row: Came, asking: readonly string[], next: Map<string, string[]>) => {
    const issue = issueOf(originOf(row));
    if (issue) for (const id of asking) found.set(id, issue);
    else if (row.splitFrom) next.set(row.splitFrom, [...(next.get(row.splitFrom) ?? []), ...asking]);
  };
  for (const row of rows) visit(row, [row.id], open);
  for (let n = 0; open.size && n < MOST_SPLITS; n++) {
    const { id, originKind, originId, splitFrom } = item;
    const before = await q
      .select({ id, originKind, originId, splitFrom })
      .from(item)
      .where(and(eq(item.communityId, communityId), inArray(id, [...open.keys()])))
      .all();
    const next = new Map<string, string[]>();
    for (const row of before) visit(row, open.get(row.id)!, next);
    open = next;
  }
  return found;
}

/**
 * The items of one meeting's issues become those of another, which its document was joined into; inside the caller's transaction. Where
 * both have an item of an issue of the same id (a document made by hand), the one keeps the meeting that it came of.
 */
export async function moveOrigins(q: Query, communityId: string, fromId: string, intoId: string): Promise<void> {
  const there = await q
    .select({ originId: item.originId })
    .from(item)
    .where(and(eq(item.communityId, communityId), cameOf(intoId)))
    .all();
  const taken = there.map(({ originId }) => `${fromId}${originId!.slice(UUID_LENGTH)}`);
  await q
    .update(item)
    .set({ originId: sql`${intoId} || substr(${item.originId}, ${sql.raw(String(UUID_LENGTH + 1))})` })
    .where(and(eq(item.communityId, communityId), cameOf(fromId), not(anyOf(item.originId, taken))))
    .run();
}
