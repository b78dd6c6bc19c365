import { refused } from '$lib/domain/refusal';
import { problemResponse } from '$server/api';
import { screenPicture } from '$server/publicity';
import type { RequestHandler } from './$types';

/** The picture that the screen shows at this moment, and no other. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const found = await screenPicture(locals.services, params.code, params.id);
  if (refused(found)) return problemResponse(found, locals.locale, url.pathname);
  return new Response(new Uint8Array(found.bytes), {
    headers: {
      'content-type': found.type,
      'content-length': String(found.bytes.length),
      // A moment later it may be nobody's business any more.
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin'
    }
  });
};
