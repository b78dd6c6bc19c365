import { redirect } from '@sveltejs/kit';
import { isManyAct, stillNeeds, type ManyInput } from '$lib/domain/ledger/many';
import { refused, type Refusal } from '$lib/domain/refusal';
import { ownPath } from '$lib/features/identity/own-path';
import { listParties, today } from '$server/community';
import { actOnMany, previewMany, type Many, type Outcome } from '$server/ledger';
import { permitted, refuse, signedIn, text } from '../../answer';
import { outcomeView } from './outcome-view';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, request }) => {
  signedIn(locals);
  // Without what was chosen there is nothing to preview.
  if (request.method === 'GET') redirect(303, '/ledger');
  const { services } = locals;
  const caller = permitted(locals, 'ledger/write');
  return {
    parties: (await listParties(services, caller.communityId)).map(({ id, name }) => ({ id, name })),
    today: await today(services, caller.communityId)
  };
};

/** What a form of the list or of this page says. */
function read(form: FormData, url: URL): { many: Many; values: string[]; from: string } | Refusal {
  const act = text(form, 'act');
  if (!isManyAct(act)) return { refused: 'input/invalid' };
  // The tick for a whole page names all of its rows.
  const values = [...new Set(form.getAll('item').flatMap((value) => String(value).split(' ')))].filter(Boolean);
  const items = values.map((value) => {
    const [id, version] = value.split('.') as [string, string | undefined];
    return { id, version: Number(version) || 0 };
  });
  const input: ManyInput = {};
  for (const name of ['ownerId', 'dueOn', 'reason', 'category', 'tier'] as const)
    if (text(form, name)) input[name] = text(form, name);
  const from = ownPath(text(form, 'from') || '/ledger', url);
  return { many: { act, input, items }, values, from };
}

const views = (outcomes: readonly Outcome[], locale: App.Locals['locale'], values: readonly string[]) =>
  outcomes.map((outcome, n) => outcomeView(outcome, locale, values[n]!));

export const actions: Actions = {
  preview: async ({ request, locals, url }) => {
    const caller = signedIn(locals);
    const asked = read(await request.formData(), url);
    if (refused(asked)) return refuse(asked as Refusal, locals.locale);
    const { many, values, from } = asked as Exclude<typeof asked, Refusal>;
    if (!values.length) redirect(303, from);
    const options = { act: many.act, input: many.input, items: values, from, done: false };
    // Nothing can be looked at before it is known what is to be done: the page asks.
    if (stillNeeds(many.act, many.input).length) return { ...options, outcomes: null };
    const outcomes = await previewMany(locals.services, caller, many);
    if (refused(outcomes)) return refuse(outcomes as Refusal, locals.locale, { ...options, outcomes: null });
    return { ...options, outcomes: views(outcomes as Outcome[], locals.locale, values) };
  },
  do: async ({ request, locals, url }) => {
    const caller = signedIn(locals);
    const asked = read(await request.formData(), url);
    if (refused(asked)) return refuse(asked as Refusal, locals.locale);
    const { many, values, from } = asked as Exclude<typeof asked, Refusal>;
    const options = { act: many.act, input: many.input, items: values, from };
    const outcomes = await actOnMany(locals.services, caller, many);
    if (refused(outcomes))
      return refuse(outcomes as Refusal, locals.locale, { ...options, outcomes: null, done: false });
    return { ...options, outcomes: views(outcomes as Outcome[], locals.locale, values), done: true };
  }
};
