import { whereNext } from '$server/meetings';
import { orError, signedIn } from '../../answer';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { places, map } = orError(await whereNext(locals.services, signedIn(locals)), locals.locale);
  return { map, places: places.map(({ id, name, reasons, point }) => ({ id, name, reasons, point })) };
};
