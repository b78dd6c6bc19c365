import { refused } from '$lib/domain/refusal';
import { qrPath } from '$lib/features/meetings/record/qr';
import { getCommunity } from '$server/community';
import { makeLink, partiesWithLinks, revokeLink } from '$server/party-links';
import { orError, refuse, signedIn, text } from '../../answer';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const caller = signedIn(locals);
  return { parties: orError(await partiesWithLinks(locals.services, caller), locals.locale) };
};

export const actions: Actions = {
  make: async ({ request, locals, url, setHeaders }) => {
    const caller = signedIn(locals);
    const { services } = locals;
    const form = await request.formData();
    const made = await makeLink(services, caller, { partyId: text(form, 'partyId'), days: Number(text(form, 'days')) });
    if (refused(made)) return refuse(made, locals.locale);
    // The answer holds the link itself.
    setHeaders({ 'cache-control': 'no-store' });
    const parties = await partiesWithLinks(services, caller);
    const address = `${services.config.origin ?? url.origin}/p/${made.token}`;
    return {
      made: {
        name: made.name,
        expiresAt: made.expiresAt,
        address,
        qr: qrPath(address),
        community: (await getCommunity(services, caller.communityId))?.name ?? '',
        open: refused(parties) ? 0 : (parties.find(({ id }) => id === made.partyId)?.open ?? 0)
      }
    };
  },
  revoke: async ({ request, locals }) => {
    const done = await revokeLink(locals.services, signedIn(locals), text(await request.formData(), 'id'));
    return refused(done) ? refuse(done, locals.locale) : { revoked: true };
  }
};
