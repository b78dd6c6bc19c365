import { calendarFrom } from '$lib/domain/calendar/work-calendar';
import type { Services } from '$server/services';
import { calendarOf } from '$server/calendar';
import { listParties, listVenues, quorumOf, today } from '$server/community';
import { hasPin } from '$server/identity';
import type { Caller } from '$server/identity/caller';

/** What a tablet needs beside the shared document: who can own a promise, which places there are, who is writing. */
export async function writingData(services: Services, caller: Caller) {
  const [parties, venues, pin, quorum, calendar, day] = await Promise.all([
    listParties(services, caller.communityId),
    listVenues(services, caller.communityId),
    hasPin(services, caller),
    quorumOf(services, caller.communityId),
    calendarOf(services.store.q, caller.communityId),
    today(services, caller.communityId)
  ]);
  const { accountId, username, name, partyId } = caller;
  return {
    me: { accountId, username, name, partyId, pin },
    parties: parties.map(({ id, kind, name, title, pinyin, initials }) => ({
      id,
      kind,
      name,
      title,
      pinyin,
      initials
    })),
    venues: venues.map(({ id, name }) => ({ id, name })),
    // From today on: it is kept with the page for where there is no network.
    calendar: calendarFrom(calendar, day),
    quorum
  };
}
