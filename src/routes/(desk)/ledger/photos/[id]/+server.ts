import { refused } from '$lib/domain/refusal';
import { problemResponse } from '$server/api';
import { giveItemPhoto } from '$server/ledger';
import { fileResponse } from '../../../../file-response';
import type { RequestHandler } from './$types';

/** A picture of an item's act, for whoever may see the item: `?size=small` for a list. */
export const GET: RequestHandler = async ({ locals, params, url, request }) => {
  const size = url.searchParams.get('size') === 'small' ? 'small' : 'large';
  const found = locals.caller
    ? await giveItemPhoto(locals.services, locals.caller, params.id, size)
    : { refused: 'sign-in/required' as const };
  return refused(found) ? problemResponse(found, locals.locale, url.pathname) : fileResponse(found, request);
};
