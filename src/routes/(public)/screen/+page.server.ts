import { redirect } from '@sveltejs/kit';
import { plainCode } from '$lib/domain/publicity/shown';
import type { PageServerLoad } from './$types';
import { LAST_SCREEN } from './last-screen';

/** The field for the six characters; what was typed into it leads on. A screen that comes back goes where it was, while that goes on. */
export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const code = plainCode(url.searchParams.get('code') ?? '');
  if (code) redirect(303, `/screen/${code}`);
  const last = plainCode(cookies.get(LAST_SCREEN) ?? '');
  if (!last || url.searchParams.has('other')) return;
  const edition = await locals.services.publicity.view(last);
  if (edition && edition.shown.phase !== 'closed') redirect(303, `/screen/${last}`);
};
