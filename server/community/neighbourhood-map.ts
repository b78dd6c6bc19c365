import { and, eq } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import { sniff } from '$lib/domain/attachments/sniff';
import type { Query } from '../db/store';
import { makePicture, type FileStore, type UsedFile } from '../files';
import type { Ground } from '../ground';
import type { Caller } from '../identity';
import { changeSettings } from './change-settings';
import { findVenue, getCommunity } from './queries';
import { community, venue } from './tables';

/** The picture of the neighbourhood that places are put on. */
export interface NeighbourhoodMap {
  /** Of the picture, which is kept among the files. */
  sha256: string;
  width: number;
  height: number;
}

/** In parts of the picture's width and height, 0 to 1. */
export interface MapPoint {
  x: number;
  y: number;
}

type Deps = Pick<Ground, 'store'> & { files: FileStore };
const LARGEST_PLAN = 12 * 1024 * 1024;

export async function neighbourhoodMap(s: Pick<Deps, 'store'>, communityId: string): Promise<NeighbourhoodMap | null> {
  const { map } = (await getCommunity(s, communityId))?.settings ?? {};
  const { sha256, width, height } = (map ?? {}) as Partial<NeighbourhoodMap>;
  return sha256 && width && height ? { sha256, width, height } : null;
}

/** Takes a picture as the map, made anew from its pixels. Places keep where they stand: a better picture of the same ground. */
export async function setNeighbourhoodMap(s: Deps, caller: Caller, bytes: Buffer): Promise<NeighbourhoodMap | Refusal> {
  if (!may(caller.role, 'settings/manage')) return { refused: 'right/missing' };
  if (bytes.length > LARGEST_PLAN) return { refused: 'upload/too-large' };
  const made = sniff(bytes)?.kind === 'photo' ? await makePicture(bytes) : null;
  if (made === 'busy') return { refused: 'server/busy', with: { seconds: 5 } };
  if (!made) return { refused: 'upload/unfit' };
  const { large, width, height } = made;
  const map = { sha256: await s.files.put(large), width, height };
  await changeSettings(s, caller.communityId, { map });
  return map;
}

/** Puts a place on the map, or takes it off. */
export async function placeVenue(
  s: Pick<Deps, 'store'>,
  caller: Caller,
  venueId: string,
  point: MapPoint | null
): Promise<true | Refusal> {
  if (!may(caller.role, 'settings/manage')) return { refused: 'right/missing' };
  const within = (part: number) => Number.isFinite(part) && part >= 0 && part <= 1;
  if (point && !(within(point.x) && within(point.y)))
    return { refused: 'input/invalid', fields: { point: 'field/unfit' } };
  const scope = and(eq(venue.communityId, caller.communityId), eq(venue.id, venueId));
  return await s.store.tx(async (q) => {
    if (!(await findVenue(q, caller.communityId, venueId)))
      return { refused: 'input/invalid', fields: { venueId: 'field/unfit' } } as Refusal;
    await q
      .update(venue)
      .set({ x: point?.x ?? null, y: point?.y ?? null })
      .where(scope)
      .run();
    return true as const;
  });
}

/** The map's picture for people of its community; null where there is none. */
export async function mapPicture(s: Deps, caller: Caller): Promise<{ bytes: Buffer; sha256: string } | null> {
  const map = await neighbourhoodMap(s, caller.communityId);
  const bytes = map && (await s.files.read(map.sha256));
  return bytes ? { bytes, sha256: map.sha256 } : null;
}

/** Returns the files of every community's map. */
export async function mapFiles(q: Query): Promise<UsedFile[]> {
  const rows = await q.select({ settings: community.settings }).from(community).all();
  return rows.flatMap(({ settings }) => {
    const { sha256 } = (settings?.map ?? {}) as Partial<NeighbourhoodMap>;
    return sha256 ? [{ sha256, where: 'map', missing: 'its picture is missing' }] : [];
  });
}
