import { redirect } from '@sveltejs/kit';
import { APPEARANCE_COOKIES, TEXT_SCALES, THEMES } from '$lib/features/desk/appearance';
import { ownPath } from '$lib/features/identity/own-path';
import { LOCALES } from '$lib/words/dictionary';
import type { RequestHandler } from './$types';

const YEAR = 365 * 24 * 3600;
const CHOICES: Record<keyof typeof APPEARANCE_COOKIES, readonly string[]> = {
  locale: LOCALES,
  theme: THEMES,
  text: TEXT_SCALES
};

/** Keeps how this device likes to see the pages and goes back to where the wish was made. Works without JavaScript. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  // What is no form names no wish.
  const form = await request.formData().catch(() => new FormData());
  for (const key of ['locale', 'theme', 'text'] as const) {
    const wish = form.get(key);
    if (typeof wish === 'string' && CHOICES[key].includes(wish))
      cookies.set(APPEARANCE_COOKIES[key], wish, {
        path: '/',
        maxAge: YEAR,
        sameSite: 'lax',
        httpOnly: true,
        secure: url.protocol === 'https:'
      });
  }
  const from = form.get('from');
  redirect(303, ownPath(typeof from === 'string' ? from : null, url));
};
