import { refused } from '$lib/domain/refusal';
import { problemResponse } from '$server/api';
import { readAttachment } from '$server/attachments';
import { fileResponse } from '../../file-response';
import type { RequestHandler } from './$types';

/** A picture or a voice note: `?size=small` for a list. */
export const GET: RequestHandler = async ({ locals, params, url, request }) => {
  const size = url.searchParams.get('size') === 'small' ? 'small' : 'large';
  const found = locals.caller
    ? await readAttachment(locals.services, locals.caller, { id: params.id, size })
    : { refused: 'sign-in/required' as const };
  if (refused(found)) return problemResponse(found, locals.locale, url.pathname);
  return fileResponse(found, request);
};
