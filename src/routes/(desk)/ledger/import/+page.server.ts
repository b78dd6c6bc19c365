import { redirect } from '@sveltejs/kit';
import { refused } from '$lib/domain/refusal';
import { beginImport, listImports } from '$server/imports';
import { orError, refuse, signedIn } from '../../answer';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const imports = orError(await listImports(locals.services, signedIn(locals)), locals.locale);
  return {
    imports: imports.map(({ id, fileName, status, byName, createdAt }) => ({ id, fileName, status, byName, createdAt }))
  };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const caller = signedIn(locals);
    const file = (await request.formData()).get('file');
    const bytes = file instanceof File ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0);
    const name = file instanceof File ? file.name : '';
    const begun = await beginImport(locals.services, caller, { name, bytes });
    if (refused(begun)) return refuse(begun, locals.locale);
    redirect(303, `/ledger/import/${begun.id}`);
  }
};
