import { refused } from '$lib/domain/refusal';
import {
  dropCalendar,
  dropOwnMail,
  makeCalendar,
  ownChannels,
  reopenOwnMail,
  setOwnMail,
  testChannel
} from '$server/notices';
import { refuse, signedIn, text } from '../../answer';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  own: await ownChannels(locals.services, signedIn(locals))
});

export const actions: Actions = {
  mail: async ({ request, locals }) => {
    const typed = text(await request.formData(), 'address');
    const done = await setOwnMail(locals.services, signedIn(locals), typed, locals.locale);
    if (refused(done)) return refuse(done, locals.locale, { typed });
    return done === null ? {} : { confirming: done };
  },
  mailTest: async ({ locals }) => {
    const caller = signedIn(locals);
    const { email } = await ownChannels(locals.services, caller);
    const done = await testChannel(locals.services, caller, email?.id ?? '');
    return refused(done) ? refuse(done, locals.locale) : { tested: done };
  },
  mailAgain: async ({ locals }) => {
    await reopenOwnMail(locals.services, signedIn(locals));
  },
  mailDrop: async ({ locals }) => {
    await dropOwnMail(locals.services, signedIn(locals));
    return { mailDropped: true };
  },
  calendar: async ({ locals, url }) => {
    const { services, locale } = locals;
    const done = await makeCalendar(services, signedIn(locals), locale);
    if (refused(done)) return refuse(done, locale);
    return { calendar: `${services.config.origin ?? url.origin}/calendar/${done.token}/deadlines.ics` };
  },
  calendarDrop: async ({ locals }) => {
    await dropCalendar(locals.services, signedIn(locals));
    return { calendarDropped: true };
  }
};
