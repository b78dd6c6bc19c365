import { mapPicture } from '$server/community';
import type { RequestHandler } from './$types';

/** The picture of the caller's own neighbourhood. */
export const GET: RequestHandler = async ({ locals, request }) => {
  const found = locals.caller && (await mapPicture(locals.services, locals.caller));
  if (!found) return new Response(null, { status: 404 });
  const headers = { etag: `"${found.sha256}"`, 'content-type': 'image/jpeg', 'cache-control': 'private, no-cache' };
  if (request.headers.get('if-none-match') === headers.etag) return new Response(null, { status: 304, headers });
  return new Response(new Uint8Array(found.bytes), { headers });
};
