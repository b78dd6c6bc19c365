import { and, asc, eq } from 'drizzle-orm';
import { dayOf } from '$lib/words/dates';
import type { Query } from '../db/store';
import type { Ground } from '../ground';
import { community, grid, party, venue } from './tables';

export type CommunityRow = typeof community.$inferSelect;
export type GridRow = Omit<typeof grid.$inferSelect, 'communityId'>;
export type VenueRow = Omit<typeof venue.$inferSelect, 'communityId'>;
export type PartyRow = Omit<typeof party.$inferSelect, 'communityId' | 'active' | 'kind'> & {
  kind: 'person' | 'organisation';
};

type Reading = Pick<Ground, 'store'>;

/** The community, or null. */
export async function getCommunity(s: Reading, id: string): Promise<CommunityRow | null> {
  return (await s.store.q.select().from(community).where(eq(community.id, id)).get()) ?? null;
}

export async function listGrids(s: Reading, communityId: string): Promise<GridRow[]> {
  const { id, name, rank } = grid;
  return await s.store.q
    .select({ id, name, rank })
    .from(grid)
    .where(eq(grid.communityId, communityId))
    .orderBy(asc(rank), asc(id))
    .all();
}

/** Every place where people meet, by grid and name. */
export async function listVenues(s: Reading, communityId: string): Promise<VenueRow[]> {
  const { id, gridId, name, kind, code, x, y } = venue;
  return await s.store.q
    .select({ id, gridId, name, kind, code, x, y })
    .from(venue)
    .where(eq(venue.communityId, communityId))
    .orderBy(asc(gridId), asc(name))
    .all();
}

/** Every person and organisation that can own a promise today; small enough (some hundreds) to search on a tablet. */
export async function listParties(s: Reading, communityId: string): Promise<PartyRow[]> {
  const { id, kind, name, title, gridId, pinyin, initials } = party;
  const rows = await s.store.q
    .select({ id, kind, name, title, gridId, pinyin, initials })
    .from(party)
    .where(and(eq(party.communityId, communityId), eq(party.active, true)))
    .orderBy(asc(pinyin), asc(id))
    .all();
  return rows as PartyRow[];
}

/** Returns a place of the community by its id; undefined where it has none of that id. */
export async function findVenue(q: Query, communityId: string, id: string) {
  return await q
    .select()
    .from(venue)
    .where(and(eq(venue.communityId, communityId), eq(venue.id, id)))
    .get();
}

/** Returns a person or organisation of the community, active or not; undefined where there is none of that id. */
export async function findParty(q: Query, communityId: string, id: string) {
  return await q
    .select()
    .from(party)
    .where(and(eq(party.communityId, communityId), eq(party.id, id)))
    .get();
}

/** Today (YYYY-MM-DD) where the community lives; deadlines are judged by it. */
export async function today(s: Pick<Ground, 'store' | 'now'>, communityId: string): Promise<string> {
  return dayOf(s.now(), await timeZoneOf(s, communityId));
}

export async function timeZoneOf(s: Reading, communityId: string): Promise<string> {
  return (await getCommunity(s, communityId))?.timeZone ?? 'Asia/Shanghai';
}
