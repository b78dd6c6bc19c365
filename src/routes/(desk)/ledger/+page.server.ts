import { redirect } from '@sveltejs/kit';
import { may } from '$lib/domain/identity/role';
import { PLAIN_ACTS } from '$lib/domain/ledger/acts';
import { STATES } from '$lib/domain/ledger/state';
import { refused } from '$lib/domain/refusal';
import { ownPath } from '$lib/features/identity/own-path';
import { COLUMNS, COLUMNS_COOKIE, columnsFrom } from '$lib/features/ledger/list/columns';
import { addressOf, filterFrom, kept, narrowedBy } from '$lib/features/ledger/list/filter';
import type { Caller } from '$server/identity/caller';
import { listGrids, listParties, listVenues } from '$server/community';
import { actOnItem, removeView, savedViews, saveView, viewCounts, viewsFor } from '$server/ledger';
import { orError, refuse, signedIn, text } from '../answer';
import { readLayout } from './read-layout';
import type { Actions, PageServerLoad } from './$types';

const YEAR = 365 * 24 * 3600;

export const load: PageServerLoad = async ({ locals, url, cookies }) => {
  const caller = signedIn(locals);
  const { services, locale } = locals;
  const filter = filterFrom(url.searchParams);
  const grids = await listGrids(services, caller.communityId);
  const layout = orError(await readLayout(services, caller, url.searchParams, grids), locale);
  const counts = orError(await viewCounts(services, caller), locale);
  return {
    frame: {
      filter,
      columns: columnsFrom(cookies.get(COLUMNS_COOKIE)),
      choices: { states: STATES, ...(await choicesOf(services, caller)), grids },
      views: viewsFor(caller).map((key) => ({ key, count: counts[key] ?? 0 })),
      own: await savedViews(services, caller),
      rights: { plan: may(caller.role, 'meetings/plan'), write: may(caller.role, 'ledger/write') }
    },
    layout,
    empty: layout.as === 'table' && layout.count.total === 0 && !narrowedBy(filter)
  };
};

/** Who sees only what is his own has no one to choose from. */
async function choicesOf(services: App.Locals['services'], caller: Caller) {
  const named = ({ id, name }: { id: string; name: string }) => ({ id, name });
  const all = may(caller.role, 'ledger/read');
  return {
    owners: all ? (await listParties(services, caller.communityId)).map(named) : [],
    venues: (await listVenues(services, caller.communityId)).map(named)
  };
}

const back = (form: FormData, url: URL): never => redirect(303, ownPath(text(form, 'from') || '/ledger', url));

export const actions: Actions = {
  columns: async ({ request, cookies, url }) => {
    const form = await request.formData();
    const path = { path: '/ledger' };
    if (form.has('usual')) cookies.delete(COLUMNS_COOKIE, path);
    else {
      const chosen = form.getAll('column');
      cookies.set(COLUMNS_COOKIE, COLUMNS.filter((column) => chosen.includes(column)).join('.'), {
        ...path,
        maxAge: YEAR,
        sameSite: 'lax',
        httpOnly: true,
        secure: url.protocol === 'https:'
      });
    }
    return back(form, url);
  },
  save: async ({ request, locals }) => {
    const caller = signedIn(locals);
    const form = await request.formData();
    // As this server writes it, whatever was sent.
    const filter = filterFrom(new URLSearchParams(text(form, 'query')));
    const name = text(form, 'name');
    const view = await saveView(locals.services, caller, { name, query: kept(filter) });
    if (refused(view)) return refuse(view, locals.locale, { name });
    redirect(303, addressOf(filter));
  },
  forget: async ({ request, locals, url }) => {
    const caller = signedIn(locals);
    const form = await request.formData();
    await removeView(locals.services, caller, text(form, 'id'));
    return back(form, url);
  },
  move: async ({ request, locals, url }) => {
    const caller = signedIn(locals);
    const form = await request.formData();
    const act = PLAIN_ACTS.find((act) => act === text(form, 'act'));
    if (!act) return refuse({ refused: 'input/invalid' }, locals.locale);
    const version = Number(text(form, 'version')) || undefined;
    const done = await actOnItem(locals.services, caller, { itemId: text(form, 'id'), act, input: {}, version });
    return refused(done) ? refuse(done, locals.locale) : back(form, url);
  }
};
