import { whereNext } from '$server/meetings';
import { orError, signedIn } from '../../answer';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { places, plan } = orError(await whereNext(locals.services, signedIn(locals)), locals.locale);
  return { plan, places: places.map(({ id, name, reasons, spot }) => ({ id, name, reasons, spot })) };
};
