import { may } from '$lib/domain/identity/role';
import { answer, forCaller } from '$server/api';
import { listParties } from '$server/community';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    if (!may(caller.role, 'ledger/read')) return { refused: 'right/missing' };
    const parties = await listParties(event.locals.services, caller.communityId);
    return answer(event, { parties: parties.map(({ id, kind, name, title }) => ({ id, kind, name, title })) });
  });
