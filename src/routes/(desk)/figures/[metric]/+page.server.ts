import { METRIC_KEYS } from '$lib/domain/reports/metrics';
import { unitFigures } from '$server/reports';
import { orError, signedIn } from '../../answer';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const caller = signedIn(locals);
  const metric = METRIC_KEYS.find((key) => key === params.metric);
  if (!metric) return orError({ refused: 'page/absent' as const }, locals.locale) as never;
  return orError(
    await unitFigures(locals.services, caller, { metric, month: url.searchParams.get('month') }),
    locals.locale
  );
};
