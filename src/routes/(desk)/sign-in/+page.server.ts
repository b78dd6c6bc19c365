import { redirect } from '@sveltejs/kit';
import { refused } from '$lib/domain/refusal';
import { ownPath } from '$lib/features/identity/own-path';
import { SESSION_COOKIE, signIn } from '$server/identity';
import { refuse, text } from '../answer';
import type { Actions, PageServerLoad } from './$types';

const DEMO_ACCOUNTS = [
  'admin',
  'secretary',
  'staff',
  'facilitator',
  'facilitator2',
  'facilitator3',
  'informant',
  'partner'
];

export const load: PageServerLoad = ({ locals, url }) => {
  const next = ownPath(url.searchParams.get('next'), url);
  if (locals.caller) redirect(303, next);
  const demo = locals.services.config.mode === 'demo' || locals.services.config.mode === 'development';
  return { next, here: `/sign-in?next=${encodeURIComponent(next)}`, demoAccounts: demo ? DEMO_ACCOUNTS : [] };
};

export const actions: Actions = {
  in: async ({ request, locals, cookies, url }) => {
    const form = await request.formData();
    const username = text(form, 'username');
    const password = String(form.get('password') ?? '');
    const session = await signIn(locals.services, { username, password, deviceId: locals.deviceId });
    if (refused(session)) return refuse(session, locals.locale, { username });
    cookies.set(SESSION_COOKIE, session.token, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: url.protocol === 'https:',
      expires: session.expiresAt
    });
    redirect(303, ownPath(url.searchParams.get('next'), url));
  },

  out: async ({ locals, cookies }) => {
    const token = cookies.get(SESSION_COOKIE);
    if (token) await locals.services.sessions.end(token);
    cookies.delete(SESSION_COOKIE, { path: '/' });
    redirect(303, '/sign-in');
  }
};
