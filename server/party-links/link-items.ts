import { and, asc, desc, eq, exists, gte, inArray, max, or, sql, type SQL } from 'drizzle-orm';
import { isOverdue } from '$lib/domain/ledger/overdue';
import { LIVE } from '$lib/domain/ledger/state';
import { linkActs, linkSide, TOLD_ACTS, type LinkAct, type LinkSide } from '$lib/domain/party-links/link';
import { maskForWork } from '$lib/domain/party-links/mask-work';
import type { Refusal } from '$lib/domain/refusal';
import { today } from '../community';
import { venue } from '../community/tables';
import type { Query } from '../db/store';
import { partsOf, photosOfItem, standingOf, type ItemRow, originOf } from '../ledger';
import { issueOf } from '../meetings';
import { item, itemEvent, itemPart } from '../ledger/tables';
import type { Ground } from '../ground';
import type { OpenedLink } from './open-link';
import { publicQuotes } from './public-quotes';
import { partyLink } from './tables';

export interface LinkedItem {
  id: string;
  number: string;
  /** Empty where the matter is kept from the public and the party has but a part in it. */
  title: string;
  place: string | null;
  side: LinkSide;
  /** What the party has been asked for as a partner. */
  task: string;
  /** YYYY-MM-DD: its own day */
  day: string | null;
  late: boolean;
  /** `dispatched` `handling` `held`; of a part `asked` `accepted` */
  stage: string;
  /** It has asked for more time and waits to hear. */
  asks: boolean;
}

export interface LinkedItemPage extends LinkedItem {
  detail: string;
  /** What residents said of it, as the meeting's public page shows it. */
  quotes: string[];
  acts: LinkAct[];
  /** What was asked for, until when. */
  askedUntil: string | null;
  /** Words of the office that the party has to know, the newest first. */
  told: { act: string; at: string; reason: string }[];
  /** What came over the party's links before, the newest first. */
  answers: { seq: number; act: string; at: string; reason: string; photos: string[] }[];
  version: number;
}

const MOST_TOLD = 3;
const MOST_ANSWERS = 6;
/** A page on a phone; who owes more has an account. */
const MOST_ITEMS = 100;

/** What a party still owes, by its day (rule P3). */
export async function linkItems(s: Pick<Ground, 'store' | 'now'>, link: OpenedLink): Promise<LinkedItem[]> {
  const { q } = s.store;
  const day = await today(s, link.community.id);
  const rows = await owed(q, link);
  const found: LinkedItem[] = [];
  for (const row of rows) {
    const one = await linked(q, link, row, day);
    if (one) found.push(one);
  }
  // Nothing stands before a day that is not there.
  return found.sort((a, b) => ((a.day ?? '9') < (b.day ?? '9') ? -1 : 1));
}

/** One of them with what may be known and done of it; of others as absent as one that is not there. */
export async function linkItem(
  s: Pick<Ground, 'store' | 'now'>,
  link: OpenedLink,
  itemId: string
): Promise<LinkedItemPage | Refusal> {
  const { q } = s.store;
  const communityId = link.community.id;
  const [row] = await owed(q, link, itemId);
  const one = row && (await linked(q, link, row, await today(s, communityId)));
  if (!row || !one) return { refused: 'item/absent' };
  const standing = standingOf(row.item, await partsOf(q, communityId, itemId));
  const open = one.side === 'lead' || !row.item.withheld;
  const { withheld, version } = row.item;
  const from = issueOf(originOf(row.item));
  return {
    ...one,
    detail: open ? maskForWork(row.item.detail, [row.item.raisedBy]) : '',
    quotes: from && !withheld ? await publicQuotes(s, { communityId, ...from }) : [],
    acts: linkActs(standing, link.party.id),
    askedUntil: one.side === 'lead' ? (standing.asked?.day ?? null) : null,
    told: one.side === 'lead' ? await told(q, row.item) : [],
    answers: await answers(q, link, itemId),
    version
  };
}

/** The last act over this very link on an item, whoever owns it by now; null where there is none. */
export async function lastOverLink(
  s: Pick<Ground, 'store'>,
  { community, caller }: OpenedLink,
  itemId: string
): Promise<{ act: string; number: string; at: string; reason: string } | null> {
  const { act, at, reason } = itemEvent;
  const last = await s.store.q
    .select({ act, at, reason, number: item.number })
    .from(itemEvent)
    .innerJoin(item, and(eq(item.communityId, itemEvent.communityId), eq(item.id, itemEvent.itemId)))
    .where(
      and(
        eq(itemEvent.communityId, community.id),
        eq(itemEvent.itemId, itemId),
        eq(itemEvent.actorId, caller.accountId)
      )
    )
    .orderBy(desc(itemEvent.seq))
    .limit(1)
    .get();
  return last ?? null;
}

type Owed = { item: ItemRow; venueName: string | null };

async function owed(q: Query, { community, party }: OpenedLink, itemId?: string): Promise<Owed[]> {
  const part = q
    .select({ one: sql`1` })
    .from(itemPart)
    .where(
      and(
        eq(itemPart.communityId, item.communityId),
        eq(itemPart.itemId, item.id),
        eq(itemPart.partyId, party.id),
        inArray(itemPart.state, ['asked', 'accepted'])
      )
    );
  const its: SQL | undefined = or(eq(item.ownerId, party.id), exists(part));
  return await q
    .select({ item, venueName: venue.name })
    .from(item)
    .leftJoin(venue, and(eq(venue.communityId, item.communityId), eq(venue.id, item.venueId)))
    .where(
      and(
        eq(item.communityId, community.id),
        itemId === undefined ? undefined : eq(item.id, itemId),
        inArray(item.state, [...LIVE]),
        its
      )
    )
    .orderBy(asc(item.deadlineOn), asc(item.id))
    .limit(MOST_ITEMS)
    .all();
}

async function linked(q: Query, { community, party }: OpenedLink, { item: row, venueName }: Owed, today: string) {
  const standing = standingOf(row, await partsOf(q, community.id, row.id));
  const side = linkSide(standing, party.id);
  if (!side) return null;
  const part = side === 'partner' ? standing.parts[party.id]! : null;
  const day = part?.dueOn ?? row.deadlineOn;
  const shown = side === 'lead' || !row.withheld;
  return {
    id: row.id,
    number: row.number,
    title: shown ? maskForWork(row.title, [row.raisedBy]) : '',
    side,
    day,
    place: shown ? venueName : null,
    task: part ? maskForWork(part.task, [row.raisedBy]) : '',
    late: isOverdue({ state: row.state, dueOn: day }, today),
    stage: part?.state ?? row.state,
    asks: side === 'lead' && standing.asked !== null
  };
}

async function told(q: Query, { communityId, id: itemId, raisedBy }: ItemRow): Promise<LinkedItemPage['told']> {
  const { act, at, reason, seq } = itemEvent;
  const ofItem = and(eq(itemEvent.communityId, communityId), eq(itemEvent.itemId, itemId));
  // What was said to whoever had it before is not this party's to read.
  const since = await q
    .select({ seq: max(seq) })
    .from(itemEvent)
    .where(and(ofItem, eq(act, 'dispatch')))
    .get();
  const rows = await q
    .select({ act, at, reason })
    .from(itemEvent)
    .where(and(ofItem, gte(seq, since?.seq ?? 0), inArray(act, [...TOLD_ACTS]), sql`${reason} <> ''`))
    .orderBy(desc(itemEvent.seq))
    .limit(MOST_TOLD)
    .all();
  return rows.map((row) => ({ ...row, reason: maskForWork(row.reason, [raisedBy]) }));
}

async function answers(q: Query, link: OpenedLink, itemId: string): Promise<LinkedItemPage['answers']> {
  const communityId = link.community.id;
  const actors = await actorsOf(q, link);
  const { seq, act, at, reason } = itemEvent;
  const rows = await q
    .select({ seq, act, at, reason })
    .from(itemEvent)
    .where(
      and(eq(itemEvent.communityId, communityId), eq(itemEvent.itemId, itemId), inArray(itemEvent.actorId, actors))
    )
    .orderBy(desc(seq))
    .limit(MOST_ANSWERS)
    .all();
  const photos = await photosOfItem(q, communityId, itemId, { by: actors });
  return rows.map((row) => ({
    ...row,
    photos: photos.filter((photo) => photo.eventSeq === row.seq).map(({ id }) => id)
  }));
}

/** Everybody who acted over a link of this party. */
export async function actorsOf(q: Query, { community, party }: OpenedLink): Promise<string[]> {
  const rows = await q
    .select({ id: partyLink.id })
    .from(partyLink)
    .where(and(eq(partyLink.communityId, community.id), eq(partyLink.partyId, party.id)))
    .all();
  return rows.map(({ id }) => `link:${id}`);
}
