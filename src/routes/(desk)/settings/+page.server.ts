import { refused } from '$lib/domain/refusal';
import { quorumOf, setQuorum } from '$server/community';
import { createToken, dropPin, hasPin, listTokens, revokeToken, setPin } from '$server/identity';
import { refuse, signedIn, text } from '../answer';
import type { Actions, PageServerLoad } from './$types';

const LONGEST_NAME = 60;

export const load: PageServerLoad = async ({ locals }) => {
  const caller = signedIn(locals);
  return {
    account: { name: caller.name, username: caller.username, role: caller.role },
    pin: await hasPin(locals.services, caller),
    tokens: await listTokens(locals.services, caller),
    quorum: await quorumOf(locals.services, caller.communityId)
  };
};

export const actions: Actions = {
  create: async ({ request, locals }) => {
    const caller = signedIn(locals);
    const name = text(await request.formData(), 'name').slice(0, LONGEST_NAME);
    if (!name)
      return refuse({ refused: 'input/invalid', fields: { name: 'input/invalid' } }, locals.locale, {
        about: 'token' as const
      });
    const { token } = await createToken(locals.services, caller, { name });
    return { made: { name, token } };
  },

  pin: async ({ request, locals }) => {
    const done = await setPin(locals.services, signedIn(locals), text(await request.formData(), 'pin'));
    if (refused(done)) return refuse(done, locals.locale, { about: 'pin' as const });
    return { pin: 'set' as const };
  },

  dropPin: async ({ locals }) => {
    await dropPin(locals.services, signedIn(locals));
    return { pin: 'dropped' as const };
  },

  quorum: async ({ request, locals }) => {
    const typed = text(await request.formData(), 'quorum');
    const done = await setQuorum(locals.services, signedIn(locals), typed === '' ? null : Number(typed));
    if (refused(done)) return refuse(done, locals.locale, { about: 'quorum' as const });
    return { quorum: 'set' as const };
  },

  revoke: async ({ request, locals }) => {
    const caller = signedIn(locals);
    await revokeToken(locals.services, caller, text(await request.formData(), 'id'));
    return { revoked: true };
  }
};
