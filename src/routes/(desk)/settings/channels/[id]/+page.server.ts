import { refused } from '$lib/domain/refusal';
import { channelLog, retryDead } from '$server/notices';
import { orError, refuse, signedIn, text } from '../../../answer';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) =>
  orError(await channelLog(locals.services, signedIn(locals), params.id), locals.locale);

export const actions: Actions = {
  /** One dead letter, or all of them. */
  retry: async ({ request, locals, params }) => {
    const one = text(await request.formData(), 'delivery') || null;
    const done = await retryDead(locals.services, signedIn(locals), params.id, one);
    return refused(done) ? refuse(done, locals.locale) : done;
  }
};
