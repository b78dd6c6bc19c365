import { qrPath } from '$lib/features/meetings/record/qr';
import { getCommunity } from '$server/community';
import { meetingRecord } from '$server/meetings';
import { orError, signedIn } from '../../../answer';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const caller = signedIn(locals);
  const { services } = locals;
  const { meeting, venueName, agenda } = orError(await meetingRecord(services, caller, params.id), locals.locale);
  const address = `${services.config.origin ?? url.origin}/m/${meeting.code}`;
  return {
    notice: {
      id: meeting.id,
      title: meeting.title,
      kind: meeting.kind,
      startsAt: meeting.startsAt,
      venue: venueName,
      code: meeting.code,
      agenda: agenda.map(({ id, title }) => ({ id, title })),
      community: (await getCommunity(services, caller.communityId))?.name ?? '',
      address,
      qr: qrPath(address)
    }
  };
};
