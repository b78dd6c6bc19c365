import ical from 'ical-generator';
import { maskPublic } from '$lib/domain/privacy/mask-public';
import { findVenue } from '../community';
import type { Ground } from '../ground';
import { meetingByCode } from './find-meeting';

/** Where no agenda says how long: an evening's sitting. */
const USUAL_MINUTES = 90;

/**
 * A meeting as a calendar file (RFC 5545) for whoever has its code: title, place and time, and no name. Null where there is
 * none. `address` is the residents' page.
 */
export async function meetingCalendar(
  s: Pick<Ground, 'store' | 'now'>,
  code: string,
  address: string
): Promise<string | null> {
  const row = await meetingByCode(s, code);
  if (!row) return null;
  const place = row.venueId ? await findVenue(s.store.q, row.communityId, row.venueId) : undefined;
  const minutes = row.agenda.reduce((sum, step) => sum + step.minutes, 0) || USUAL_MINUTES;
  const start = new Date(row.startsAt);
  const calendar = ical({ prodId: { company: 'Stoolside', product: 'Stoolside' } });
  calendar.createEvent({
    id: row.id,
    start,
    end: new Date(start.getTime() + minutes * 60_000),
    stamp: s.now(),
    // In UTC: every calendar turns it into its own owner's time.
    summary: maskPublic(row.title),
    ...(place ? { location: place.name } : {}),
    url: address,
    description: address
  });
  return calendar.toString();
}
