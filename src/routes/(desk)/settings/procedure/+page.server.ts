import { refused } from '$lib/domain/refusal';
import { procedureRules, setProcedureRules } from '$server/meetings';
import { permitted, refuse, signedIn, text } from '../../answer';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { services } = locals;
  const { communityId } = permitted(locals, 'settings/manage');
  return { rules: await procedureRules(services, communityId) };
};

export const actions: Actions = {
  save: async ({ request, locals }) => {
    const form = await request.formData();
    const done = await setProcedureRules(locals.services, signedIn(locals), {
      atOnce: { hours: Number(text(form, 'hours')), callBack: form.has('callBack') },
      inDepth: {
        workingDays: Number(text(form, 'workingDays')),
        signIn: form.has('signIn'),
        votes: form.has('votes'),
        minutes: form.has('minutes')
      }
    });
    return refused(done) ? refuse(done, locals.locale) : { saved: true };
  },
  standard: async ({ locals }) => {
    const done = await setProcedureRules(locals.services, signedIn(locals), null);
    return refused(done) ? refuse(done, locals.locale) : { saved: true };
  }
};
