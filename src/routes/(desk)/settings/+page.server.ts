import { createToken, listTokens, revokeToken } from '$server/identity';
import { refuse, signedIn, text } from '../answer';
import type { Actions, PageServerLoad } from './$types';

const LONGEST_NAME = 60;

export const load: PageServerLoad = async ({ locals }) => {
  const caller = signedIn(locals);
  return {
    account: { name: caller.name, username: caller.username, role: caller.role },
    tokens: await listTokens(locals.services, caller)
  };
};

export const actions: Actions = {
  create: async ({ request, locals }) => {
    const caller = signedIn(locals);
    const name = text(await request.formData(), 'name').slice(0, LONGEST_NAME);
    if (!name) return refuse({ refused: 'input/invalid', fields: { name: 'input/invalid' } }, locals.locale);
    const { token } = await createToken(locals.services, caller, { name });
    return { made: { name, token } };
  },

  revoke: async ({ request, locals }) => {
    const caller = signedIn(locals);
    await revokeToken(locals.services, caller, text(await request.formData(), 'id'));
    return { revoked: true };
  }
};
