import { itemsBehind } from '$server/reports';
import { orError, signedIn } from '../../answer';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const query = url.searchParams;
  const cursor = query.get('cursor');
  const page = orError(
    await itemsBehind(locals.services, signedIn(locals), {
      metric: query.get('metric'),
      part: query.get('part'),
      month: query.get('month'),
      by: query.get('by'),
      of: query.get('of'),
      cursor
    }),
    locals.locale
  );
  return { ...page, later: cursor !== null };
};
