import { getCommunity, listParties, listVenues } from '../community';
import type { Ground } from '../ground';

/** Display names of a community's people, organisations and places by id. */
export interface Names {
  community: string;
  timeZone: string;
  parties: ReadonlyMap<string, string>;
  venues: ReadonlyMap<string, string>;
}

export async function readNames(s: Pick<Ground, 'store'>, communityId: string): Promise<Names> {
  const [community, parties, venues] = await Promise.all([
    getCommunity(s, communityId),
    listParties(s, communityId),
    listVenues(s, communityId)
  ]);
  return {
    community: community?.name ?? '',
    timeZone: community?.timeZone ?? 'Asia/Shanghai',
    parties: new Map(parties.map(({ id, name }) => [id, name])),
    venues: new Map(venues.map(({ id, name }) => [id, name]))
  };
}
