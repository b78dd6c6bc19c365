import { redirect } from '@sveltejs/kit';
import { plainCode } from '$lib/domain/publicity/shown';
import type { PageServerLoad } from './$types';

/** The field for the six characters; what was typed into it leads on. */
export const load: PageServerLoad = ({ url }) => {
  const code = plainCode(url.searchParams.get('code') ?? '');
  if (code) redirect(303, `/screen/${code}`);
};
