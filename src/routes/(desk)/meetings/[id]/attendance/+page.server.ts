import { may } from '$lib/domain/identity/role';
import { refused } from '$lib/domain/refusal';
import { attendanceOf, erasePerson, privateReadsOf } from '$server/attendance';
import { orError, refuse, signedIn, text } from '../../../answer';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const caller = signedIn(locals);
  const { meeting, lines, presence } = orError(await attendanceOf(locals.services, caller, params.id), locals.locale);
  const { id, title, startsAt } = meeting;
  const reads = await privateReadsOf(locals.services, caller, id);
  return {
    meeting: { id, title, startsAt },
    lines,
    presence,
    mayErase: may(caller.role, 'office'),
    reads: refused(reads) ? null : reads
  };
};

export const actions: Actions = {
  erase: async ({ request, locals, params }) => {
    const id = text(await request.formData(), 'id');
    const done = await erasePerson(locals.services, signedIn(locals), params.id, id);
    return refused(done) ? refuse(done, locals.locale) : { erased: id };
  }
};
