import { getMeeting } from '$server/meetings';
import { listPapers } from '$server/papers';
import { orError, signedIn } from '../../../answer';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const caller = signedIn(locals);
  const { id, title } = orError(await getMeeting(locals.services, caller, params.id), locals.locale);
  return { meeting: { id, title }, papers: orError(await listPapers(locals.services, caller, id), locals.locale) };
};
