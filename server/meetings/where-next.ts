import { and, count, eq, gte, inArray, isNull, lt, max, min, ne, sql } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import { RUNNING } from '$lib/domain/ledger/state';
import { dayIn, daysBetween } from '$lib/domain/meetings/days';
import { rankPlaces, type RankedPlace } from '$lib/domain/meetings/where-next';
import type { Refusal } from '$lib/domain/refusal';
import { listVenues, neighbourhoodMap, timeZoneOf, type NeighbourhoodMap, type MapPoint } from '../community';
import type { Caller } from '../identity';
import { item } from '../ledger/tables';
import type { Ground } from '../ground';
import { meeting } from './tables';

/** Every place of the community, where to sit next first. */
export async function whereNext(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller
): Promise<{ places: (RankedPlace & { point: MapPoint | null })[]; map: NeighbourhoodMap | null } | Refusal> {
  if (!may(caller.role, 'meetings/plan')) return { refused: 'right/missing' };
  const { communityId } = caller;
  const { q } = s.store;
  const timeZone = await timeZoneOf(s, communityId);
  const now = s.now().toISOString();
  const day = dayIn(now, timeZone);
  const venues = await listVenues(s, communityId);

  const scope = and(eq(meeting.communityId, communityId), isNull(meeting.joinedInto));
  const sat = await q
    .select({ venueId: meeting.venueId, at: max(meeting.startsAt) })
    .from(meeting)
    .where(and(scope, ne(meeting.phase, 'prepare'), lt(meeting.startsAt, now)))
    .groupBy(meeting.venueId)
    .all();
  const planned = await q
    .select({ venueId: meeting.venueId, at: min(meeting.startsAt) })
    .from(meeting)
    .where(and(scope, eq(meeting.phase, 'prepare'), gte(meeting.startsAt, now)))
    .groupBy(meeting.venueId)
    .all();
  const owed = await q
    .select({
      venueId: item.venueId,
      owed: count(),
      overdue: sql<number>`sum(case when ${item.dueOn} < ${day} then 1 else 0 end)`
    })
    .from(item)
    .where(and(eq(item.communityId, communityId), inArray(item.state, [...RUNNING])))
    .groupBy(item.venueId)
    .all();
  const [lastOf, nextOf] = [sat, planned].map((rows) => new Map(rows.map((row) => [row.venueId, row.at])));
  const owedAt = new Map(owed.map((row) => [row.venueId, row]));

  const places = [];
  for (const { id, name } of venues) {
    const last = lastOf!.get(id) ?? null;
    const since = and(
      eq(item.communityId, communityId),
      eq(item.venueId, id),
      ne(item.channel, 'meeting'),
      ne(item.state, 'withdrawn')
    );
    const [said] = await q
      .select({ n: count() })
      .from(item)
      .where(last ? and(since, gte(item.createdAt, last)) : since)
      .all();
    places.push({
      id,
      name,
      voices: said?.n ?? 0,
      plannedAt: nextOf!.get(id) ?? null,
      owed: owedAt.get(id)?.owed ?? 0,
      overdue: owedAt.get(id)?.overdue ?? 0,
      daysSince: last ? daysBetween(dayIn(last, timeZone), day) : null
    });
  }
  const points = new Map(venues.map(({ id, x, y }) => [id, x === null || y === null ? null : { x, y }]));
  return {
    places: rankPlaces(places).map((place) => ({ ...place, point: points.get(place.id) ?? null })),
    map: await neighbourhoodMap(s, communityId)
  };
}
