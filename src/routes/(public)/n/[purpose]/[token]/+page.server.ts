import { error, fail } from '@sveltejs/kit';
import { REFUSALS, refused } from '$lib/domain/refusal';
import { LOCALES } from '$lib/words/dictionary';
import { refusalSentence } from '$lib/words/refusals';
import { followLink, linkedChannel } from '$server/notices';
import type { Actions, PageServerLoad } from './$types';

const purposeOf = (text: string): 'confirm' | 'off' | null => (text === 'confirm' || text === 'off' ? text : null);

/** Where a letter's link leads. Opening it does nothing yet: mail servers open links too. */
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const purpose = purposeOf(params.purpose);
  const found = purpose && (await linkedChannel(locals.services, purpose, params.token));
  if (!purpose || !found)
    error(REFUSALS['channel/link-absent'], refusalSentence({ refused: 'channel/link-absent' }, locals.locale));
  // In the language of the letter.
  const locale = (locals.locale = LOCALES.find((locale) => locale === found.locale) ?? locals.locale);
  return { locale, purpose, shown: found.shown, done: found.done };
};

export const actions: Actions = {
  default: async ({ locals, params }) => {
    const purpose = purposeOf(params.purpose);
    const done = purpose && (await followLink(locals.services, purpose, params.token));
    if (!purpose || refused(done)) return fail(REFUSALS['channel/link-absent'], {});
    return { done: true };
  }
};
