import { redirect } from '@sveltejs/kit';
import { refused, type Refusal } from '$lib/domain/refusal';
import { IMPORT_PROGRESS } from '$lib/features/ledger/import/progress';
import type { Caller } from '$server/identity/caller';
import {
  chooseAmended,
  chooseColumns,
  chooseHead,
  chooseSheet,
  dropImport,
  fixCells,
  importPage,
  lookAtColumns,
  matchValues
} from '$server/imports';
import type { Services } from '$server/services';
import { orError, refuse, signedIn, text } from '../../../answer';
import { importView } from './import-view';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends(IMPORT_PROGRESS);
  const found = orError(await importPage(locals.services, signedIn(locals), params.id), locals.locale);
  return { view: importView(found) };
};

/** One step with the import of this page. */
async function step(
  { locals, params, request }: RequestEvent,
  work: (s: Services, caller: Caller, id: string, form: FormData) => Promise<unknown | Refusal>
) {
  const caller = signedIn(locals);
  const done = await work(locals.services, caller, params.id, await request.formData());
  return refused(done) ? refuse(done, locals.locale) : { done: true };
}

/** All texts of a name, in the form's order. */
const texts = (form: FormData, name: string) =>
  form.getAll(name).map((value) => (typeof value === 'string' ? value : ''));

export const actions: Actions = {
  sheet: (event) => step(event, (s, caller, id, form) => chooseSheet(s, caller, id, Number(text(form, 'sheet')))),
  head: (event) => step(event, (s, caller, id, form) => chooseHead(s, caller, id, Number(text(form, 'headRow')))),
  columns: (event) => step(event, (s, caller, id, form) => chooseColumns(s, caller, id, texts(form, 'column'))),
  again: (event) => step(event, (s, caller, id) => lookAtColumns(s, caller, id)),
  match: (event) =>
    step(event, (s, caller, id, form) => {
      const [sets, written, values] = ['set', 'text', 'value'].map((name) => texts(form, name)) as [
        string[],
        string[],
        string[]
      ];
      return matchValues(s, caller, id, {
        // A form sends line ends as two characters.
        choices: sets.map((set, at) => ({
          set,
          text: (written[at] ?? '').replaceAll('\r\n', '\n'),
          value: values[at] ?? ''
        })),
        missing: {
          due: text(form, 'missingDue'),
          day: text(form, 'missingDay'),
          ownerId: text(form, 'missingOwner')
        },
        hideNumbers: form.has('hideNumbers')
      });
    }),
  fix: (event) =>
    step(event, (s, caller, id, form) => {
      // What stays as it was is no correction; a field of one line has lost its line ends.
      const bare = (value: FormDataEntryValue | null) => String(value ?? '').replace(/[\r\n]/g, '');
      const fixes = [...form].flatMap(([name, value]): [string, string][] => {
        const place = name.startsWith('fix:') ? name.slice(4) : null;
        return place && bare(value) !== bare(form.get(`was:${place}`)) ? [[place, String(value)]] : [];
      });
      return fixCells(s, caller, id, Object.fromEntries(fixes));
    }),
  amend: (event) =>
    step(event, (s, caller, id, form) => {
      const which = text(form, 'which');
      if (which === 'all' || which === 'none') return chooseAmended(s, caller, id, which);
      const ticked = texts(form, 'row').map((pair) => pair.split(':') as [string, string]);
      return chooseAmended(s, caller, id, {
        shown: texts(form, 'shown').map(Number),
        ticked: Object.fromEntries(ticked.map(([row, version]) => [row, Number(version)]))
      });
    }),
  start: (event) => step(event, (s, caller, id, form) => s.imports.start(caller, id, Number(text(form, 'seen')))),
  undo: (event) => step(event, (s, caller, id) => s.imports.undo(caller, id)),
  drop: async ({ locals, params }) => {
    const dropped = await dropImport(locals.services, signedIn(locals), params.id);
    if (refused(dropped)) return refuse(dropped, locals.locale);
    redirect(303, '/ledger/import');
  }
};
