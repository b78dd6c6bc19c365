import { fail, redirect } from '@sveltejs/kit';
import { REFUSALS, refused } from '$lib/domain/refusal';
import { refusalSentence } from '$lib/words/refusals';
import { voteByPhone } from '$server/phones';
import { localeOf } from '../../../../live-page';
import { langOf, phoneOf, phonePage } from '../../../../phone';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const page = await phonePage(event);
  const poll = page.state.polls.find(({ id }) => id === event.params.poll) ?? null;
  // Taken out by the facilitator: there is nothing to vote on.
  if (!poll) redirect(303, page.back);
  return { ...page, poll, choice: page.state.votes[poll.id] ?? null };
};

export const actions: Actions = {
  default: async (event) => {
    const { locals, params, url, request } = event;
    const input = (await request.formData()).getAll('choice').filter((one) => typeof one === 'string' && one !== '');
    const done = await voteByPhone(locals.services, params.code, phoneOf(event), params.poll, input as string[]);
    if (refused(done))
      return fail(REFUSALS[done.refused], { notice: refusalSentence(done, localeOf(url, locals.locale)) });
    redirect(303, `/m/${params.code}/vote/${encodeURIComponent(params.poll)}${langOf(url)}`);
  }
};
