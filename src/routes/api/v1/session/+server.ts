import { refused } from '$lib/domain/refusal';
import { problemResponse, readJson, schemas } from '$server/api';
import { SESSION_COOKIE, signIn } from '$server/identity';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ request, locals, cookies, url }) => {
  const input = await readJson(request, schemas.signInInput);
  const result = refused(input) ? input : await signIn(locals.services, { ...input.value, deviceId: locals.deviceId });
  if (refused(result)) return problemResponse(result, locals.locale, url.pathname);
  cookies.set(SESSION_COOKIE, result.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    expires: result.expiresAt
  });
  return new Response(null, { status: 204 });
};

export const DELETE: RequestHandler = async ({ locals, cookies }) => {
  const token = cookies.get(SESSION_COOKIE);
  if (token) await locals.services.sessions.end(token);
  cookies.delete(SESSION_COOKIE, { path: '/' });
  return new Response(null, { status: 204 });
};
