import { refused } from '$lib/domain/refusal';
import { MOST_SHEETS, readSheetNumber, sheetNumber } from '$lib/domain/sheets/sheet';
import { qrPath } from '$lib/features/meetings/record/qr';
import { getCommunity, listVenues } from '$server/community';
import { findMeeting } from '$server/meetings';
import { findSheet } from '$server/sheets';
import { orError, signedIn } from '../../answer';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const caller = signedIn(locals);
  const { services, locale } = locals;
  const from = readSheetNumber(url.searchParams.get('from') ?? '') ?? '';
  const first = orError(await findSheet(services, caller, from), locale);
  const count = Math.min(MOST_SHEETS, Math.max(1, Math.floor(Number(url.searchParams.get('count')) || 1)));
  const [year, n] = [Number(from.slice(3, 7)), Number(from.slice(8))];
  const numbers = Array.from({ length: count }, (_, at) => sheetNumber(year, n + at));
  const found = await Promise.all(numbers.map((number) => findSheet(services, caller, number)));
  const meeting = first.meetingId ? await findMeeting(services, caller.communityId, first.meetingId) : null;
  const venues = await listVenues(services, caller.communityId);
  const origin = services.config.origin ?? url.origin;
  return {
    community: (await getCommunity(services, caller.communityId))?.name ?? '',
    meeting: meeting
      ? {
          title: meeting.title,
          startsAt: meeting.startsAt,
          venue: venues.find(({ id }) => id === meeting.venueId)?.name ?? ''
        }
      : null,
    sheets: found
      .flatMap((one) => (refused(one) ? [] : [one.number]))
      .map((number) => ({ number, qr: qrPath(`${origin}/sheets/${number}`) }))
  };
};
