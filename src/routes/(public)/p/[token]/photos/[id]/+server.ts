import { refused } from '$lib/domain/refusal';
import { problemResponse } from '$server/api';
import { linkPhoto } from '$server/party-links';
import type { RequestHandler } from './$types';

/** A picture that came over a link of this party, small. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const found = await linkPhoto(locals.services, params.token, params.id);
  // Not the address: the token stands in it.
  if (refused(found)) return problemResponse(found, locals.locale, '/p');
  return new Response(new Uint8Array(found.bytes), {
    headers: {
      'content-type': found.type,
      'content-length': String(found.bytes.length),
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin'
    }
  });
};
