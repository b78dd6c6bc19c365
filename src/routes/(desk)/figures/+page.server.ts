import { monthFigures } from '$server/reports';
import { orError, signedIn } from '../answer';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) =>
  orError(
    await monthFigures(locals.services, signedIn(locals), { month: url.searchParams.get('month') }),
    locals.locale
  );
