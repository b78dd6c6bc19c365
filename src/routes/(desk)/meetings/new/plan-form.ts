import { agendaTemplate } from '$lib/domain/meetings/agenda-template';
import { MEETING_KINDS } from '$lib/domain/meetings/kind';
import { common } from '$lib/words/common';
import { momentOf } from '$lib/words/dates';
import { inLocale, type Locale } from '$lib/words/dictionary';
import { meetings } from '$lib/words/meetings';
import { judge, schemas } from '$server/api';
import { text } from '../../answer';

interface Place {
  venues: readonly { id: string; name: string }[];
  timeZone: string;
  locale: Locale;
}

/**
 * What the planning form says: the draft as it was filled in, to be shown again, and the plan or why it is none.
 * A title left empty (or, without script, as it was made for the first place) is made from place and kind.
 */
export function planFrom(form: FormData, { venues, timeZone, locale }: Place) {
  const kind = MEETING_KINDS.find((kind) => kind === text(form, 'kind')) ?? 'stool';
  const venueId = text(form, 'venueId');
  const minutes = form.getAll('agendaMinutes').map(Number);
  const written = form.getAll('agendaTitle').map((title, index) => ({
    title: String(title).trim(),
    minutes: Math.min(240, Math.max(0, Math.round(minutes[index] || 0)))
  }));
  const typed = text(form, 'title');
  // Without script the agenda cannot follow the kind: one that was left as it was made follows it here.
  const kindAsMade = MEETING_KINDS.find((kind) => kind === text(form, 'kindAsMade')) ?? kind;
  const untouched = JSON.stringify(written) === JSON.stringify(agendaTemplate(kindAsMade, locale));
  const agenda = untouched ? agendaTemplate(kind, locale) : written;
  const draft = { kind, venueId, title: typed, day: text(form, 'day'), time: text(form, 'time'), agenda };
  const venue = venues.find((venue) => venue.id === venueId);
  const made = inLocale(meetings, locale).defaultTitle(venue?.name ?? '', inLocale(common, locale)[`kind/${kind}`]);
  const startsAt = momentOf(draft.day, draft.time, timeZone);

  const plan = judge(schemas.planInput, {
    id: text(form, 'id') || undefined,
    title: typed && typed !== text(form, 'titleAsMade') ? typed : made,
    kind,
    venueId: venueId || null,
    // The API takes a plan without a time as one for now; the form asks for it.
    startsAt: startsAt ?? '',
    agenda: agenda.filter((line) => line.title)
  });
  return { draft, plan };
}
