import { filterFrom } from '$lib/features/ledger/list/filter';
import { refused, type Refusal } from '$lib/domain/refusal';
import { today } from '$server/community';
import type { Caller } from '$server/identity/caller';
import { boardOf, dueCalendar, listItems } from '$server/ledger';
import { marker } from '$server/spelling';
import { askedFilter } from './asked-filter';
import { listedItem } from './lines';

type Grids = readonly { id: string; name: string }[];
type Asked = [services: App.Locals['services'], caller: Caller, query: URLSearchParams, grids: Grids];

/** What the address asks to see: the same filter as a table, a board or a calendar. */
export async function readLayout(...asked: Asked) {
  const { as } = filterFrom(asked[2]);
  if (as === 'board') return await readBoard(...asked);
  return as === 'calendar' ? await readCalendar(...asked) : await readTable(...asked);
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

async function readTable(...[services, caller, query, grids]: Asked) {
  const cursor = query.get('cursor') || null;
  const asked = askedFilter(query);
  const page = await listItems(services, caller, { ...asked, cursor: cursor ?? undefined });
  if (refused(page)) return page as Refusal;
  const marked = asked.q ? marker(asked.q) : null;
  const { total, atLeast, nextCursor } = page as Exclude<typeof page, Refusal>;
  const { items } = page as Exclude<typeof page, Refusal>;
  return {
    as: 'table' as const,
    items: items.map((line) => listedItem(line, grids, marked)),
    count: { total, atLeast },
    nextCursor,
    cursor
  };
}

async function readBoard(...[services, caller, query, grids]: Asked) {
  const columns = await boardOf(services, caller, askedFilter(query));
  if (refused(columns)) return columns as Refusal;
  return {
    as: 'board' as const,
    columns: (columns as Exclude<typeof columns, Refusal>).map(({ cards, ...column }) => ({
      ...column,
      cards: cards.map((card) => ({ ...listedItem(card, grids, null), acts: card.acts }))
    }))
  };
}

async function readCalendar(...[services, caller, query, grids]: Asked) {
  const { on } = filterFrom(query);
  const month = MONTH.test(on) ? on : (await today(services, caller.communityId)).slice(0, 7);
  const found = await dueCalendar(services, caller, askedFilter(query), month);
  if (refused(found)) return found as Refusal;
  const { days, calendar, today: day } = found as Exclude<typeof found, Refusal>;
  return {
    as: 'calendar' as const,
    month,
    days: days.map(({ lines, ...of }) => ({ ...of, lines: lines.map((line) => listedItem(line, grids, null)) })),
    calendar,
    today: day
  };
}
