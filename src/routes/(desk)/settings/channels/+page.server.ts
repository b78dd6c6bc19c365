import { CHANNEL_KINDS } from '$lib/domain/notices/rate';
import { refused } from '$lib/domain/refusal';
import { listParties } from '$server/community';
import {
  addChannel,
  listChannels,
  quietHours,
  removeChannel,
  setQuietHours,
  shutChannel,
  testChannel
} from '$server/notices';
import { orError, refuse, signedIn, text } from '../../answer';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { services, locale } = locals;
  const caller = signedIn(locals);
  const channels = orError(await listChannels(services, caller), locale);
  const parties = await listParties(services, caller.communityId);
  return {
    channels,
    quiet: await quietHours(services, caller.communityId),
    // Without a mail server there are no letters to offer.
    kinds: CHANNEL_KINDS.filter((kind) => kind !== 'email' || services.notices.mail !== null),
    parties: parties.filter(({ kind }) => kind === 'organisation').map(({ id, name }) => ({ id, name }))
  };
};

export const actions: Actions = {
  add: async ({ request, locals }) => {
    const form = await request.formData();
    const [kind, name, hears, keyword] = ['kind', 'name', 'hears', 'keyword'].map((field) => text(form, field));
    const partyId = text(form, 'partyId');
    const input = { kind: kind!, name: name!, hears: hears!, keyword: keyword! };
    const done = await addChannel(locals.services, signedIn(locals), {
      ...input,
      address: text(form, 'address'),
      sign: text(form, 'sign'),
      partyId: partyId || null
    });
    // An address and a secret are not sent back, not even to whoever typed them.
    if (refused(done)) return refuse(done, locals.locale, { entered: { ...input, partyId } });
    return { saved: { name: input.name, signingKey: done.signingKey } };
  },

  test: async ({ request, locals }) => {
    const done = await testChannel(locals.services, signedIn(locals), text(await request.formData(), 'id'));
    return refused(done) ? refuse(done, locals.locale) : { tested: done };
  },

  shut: async ({ request, locals }) => {
    const done = await shutChannel(locals.services, signedIn(locals), text(await request.formData(), 'id'), true);
    return refused(done) ? refuse(done, locals.locale) : {};
  },

  reopen: async ({ request, locals }) => {
    const done = await shutChannel(locals.services, signedIn(locals), text(await request.formData(), 'id'), false);
    return refused(done) ? refuse(done, locals.locale) : {};
  },

  remove: async ({ request, locals }) => {
    const done = await removeChannel(locals.services, signedIn(locals), text(await request.formData(), 'id'));
    return refused(done) ? refuse(done, locals.locale) : { removed: true };
  },

  quiet: async ({ request, locals }) => {
    const form = await request.formData();
    const done = await setQuietHours(locals.services, signedIn(locals), {
      from: text(form, 'from'),
      to: text(form, 'to')
    });
    return refused(done) ? refuse(done, locals.locale) : { quiet: true };
  }
};
