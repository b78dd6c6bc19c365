import { STATES } from '$lib/domain/ledger/state';
import { may } from '$lib/domain/identity/role';
import { filterFrom } from '$lib/features/ledger/list/filter';
import { listParties, listVenues } from '$server/community';
import { listItems } from '$server/ledger';
import { orError, signedIn } from '../answer';
import { askedFilter } from './asked-filter';
import { itemLine } from './lines';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const caller = signedIn(locals);
  const { services, locale } = locals;
  const filter = filterFrom(url.searchParams);
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const all = may(caller.role, 'ledger/read');
  const page = orError(await listItems(services, caller, { ...askedFilter(url.searchParams), cursor }), locale);
  return {
    filter,
    items: page.items.map(itemLine),
    total: page.total,
    nextCursor: page.nextCursor,
    later: cursor !== undefined,
    states: STATES,
    // Who sees only what is his own has no one to choose from.
    owners: all ? (await listParties(services, caller.communityId)).map(({ id, name }) => ({ id, name })) : [],
    venues: (await listVenues(services, caller.communityId)).map(({ id, name }) => ({ id, name })),
    mayPlan: may(caller.role, 'meetings/plan'),
    mayImport: may(caller.role, 'ledger/write')
  };
};
