import type { z } from 'zod';
import { refused, type Refusal } from '$lib/domain/refusal';
import { problemResponse, readJson, schemas } from '$server/api';
import { SESSION_COOKIE, signIn, signInByPin } from '$server/identity';
import type { RequestHandler } from './$types';

type Given = z.output<typeof schemas.signInInput>;

async function opened({ services, deviceId }: App.Locals, { username, password, pin }: Given) {
  if (password !== undefined) return await signIn(services, { username, password, deviceId });
  if (pin !== undefined) return await signInByPin(services, { username, pin, deviceId });
  return { refused: 'input/invalid', fields: { password: 'field/missing' } } satisfies Refusal;
}

export const POST: RequestHandler = async ({ request, locals, cookies, url }) => {
  const input = await readJson(request, schemas.signInInput);
  const result = refused(input) ? input : await opened(locals, input.value);
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
