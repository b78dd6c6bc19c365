import { linesOf } from '$lib/domain/calendar/announced';
import { may } from '$lib/domain/identity/role';
import { partsOf } from '$lib/domain/meetings/days';
import { refused } from '$lib/domain/refusal';
import { calendar as words } from '$lib/words/calendar';
import { inLocale } from '$lib/words/dictionary';
import {
  calendarImportOf,
  calendarOf,
  importCalendar,
  IMPORT_YEARS,
  listCalendarImports,
  previewCalendar,
  textOfFile
} from '$server/calendar';
import { today } from '$server/community';
import { refuse, signedIn, text } from '../../answer';
import { recalculateDeadlines } from '$server/ledger';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { services } = locals;
  const { communityId, role } = signedIn(locals);
  const { q } = services.store;
  const now = await today(services, communityId);
  const thisYear = partsOf(now).year;
  const year = yearOf(url) ?? thisYear;
  const calendar = await calendarOf(q, communityId);
  const manages = may(role, 'settings/manage');
  const seq = Number(url.searchParams.get('again'));
  const again = manages && Number.isInteger(seq) && seq > 0 ? await calendarImportOf(q, communityId, year, seq) : null;
  return {
    shown: {
      calendar,
      year,
      today: now,
      manages,
      years: [...new Set([...calendar.announced, thisYear, thisYear + 1, year])].sort((a, b) => a - b),
      imports: await listCalendarImports(q, communityId, year)
    },
    again: again && { text: linesOf(again.days), source: again.source }
  };
};

export const actions: Actions = {
  preview: async ({ request, locals, url }) => {
    const form = await request.formData();
    const file = form.get('file');
    const chosen = file instanceof File && file.size > 0 ? textOfFile(new Uint8Array(await file.arrayBuffer())) : '';
    if (chosen === null)
      return refuse({ refused: 'input/too-large' }, locals.locale, {
        ...entered(form),
        error: inLocale(words, locals.locale).fileLarge
      });
    return await preview(locals, yearOf(url) ?? NaN, { ...entered(form), ...(chosen && { text: chosen.trim() }) });
  },

  take: async ({ request, locals, url }) => {
    const form = await request.formData();
    const year = yearOf(url) ?? NaN;
    const sent = { ...entered(form), year, mark: text(form, 'mark') };
    const done = await importCalendar(locals.services, signedIn(locals), sent);
    if (!refused(done)) {
      await recalculateDeadlines(locals.services, signedIn(locals).communityId);
      return { taken: done.changed.length };
    }
    // What was changed after the preview is shown anew: the next press takes just that.
    const seen = await preview(locals, year, entered(form));
    return refuse(done, locals.locale, 'seen' in seen ? seen : entered(form));
  }
};

/** What would come of the text; the text itself stays in the field. */
async function preview(locals: App.Locals, year: number, sent: { text: string; source: string }) {
  const seen = await previewCalendar(locals.services, signedIn(locals), { year, text: sent.text });
  return refused(seen) ? refuse(seen, locals.locale, sent) : { ...sent, seen };
}

function entered(form: FormData) {
  return { text: text(form, 'text'), source: text(form, 'source') };
}

/** The year that the address names; null where it names none. */
function yearOf(url: URL): number | null {
  const year = Number(url.searchParams.get('year'));
  return Number.isInteger(year) && year >= IMPORT_YEARS.first && year <= IMPORT_YEARS.last ? year : null;
}
