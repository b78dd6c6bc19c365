import { plainName, type ImportSetting, type Known } from '$lib/domain/import/judge-row';
import type { Row } from '$lib/domain/import/guess';
import { listParties, listVenues, timeZoneOf, today, type PartyRow, type VenueRow } from '../community';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { headOf } from './begin-import';
import type { ImportRow } from './find-import';
import { VOCABULARY } from './vocabulary';

export interface Surroundings {
  known: Known;
  timeZone: string;
  parties: PartyRow[];
  venues: VenueRow[];
}

/** What the community has, as far as an import looks at it. */
export async function surroundings(s: Pick<Ground, 'store' | 'now'>, caller: Caller): Promise<Surroundings> {
  const { communityId, role, partyId } = caller;
  const parties = await listParties(s, communityId);
  const venues = await listVenues(s, communityId);
  return {
    known: {
      today: await today(s, communityId),
      now: s.now().toISOString(),
      who: { role, partyId },
      owners: byName(parties),
      venues: byName(venues),
      vocabulary: VOCABULARY
    },
    timeZone: await timeZoneOf(s, communityId),
    parties,
    venues
  };
}

/** What the person set, beside what the file says. */
export function settingOf({ choices }: ImportRow, kept: { date1904: boolean; rows: readonly Row[] }): ImportSetting {
  return { ...choices, head: headOf(kept.rows, choices.headRow), date1904: kept.date1904 };
}

/** A name that two have belongs to neither: then a person chooses. */
function byName(named: readonly { id: string; name: string }[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string | null>();
  for (const { id, name } of named) ids.set(plainName(name), ids.has(plainName(name)) ? null : id);
  return new Map([...ids].filter((pair): pair is [string, string] => pair[1] !== null));
}
