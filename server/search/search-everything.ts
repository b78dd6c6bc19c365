import { QUOTED_FIELDS } from '$lib/domain/ledger/searched';
import { excerpt, type Piece } from '$lib/domain/search/mark';
import { refused, type Refusal } from '$lib/domain/refusal';
import type { FoundItem as FoundItemView } from '$lib/domain/search/view';
import type { Caller } from '../identity';
import { itemsOfNumber, listItems, type ItemLine } from '../ledger';
import { findInMeetings, type FoundLine, type FoundMeeting } from '../meetings';
import type { Ground } from '../ground';
import { marker } from '../spelling';

export interface FoundItem extends Pick<FoundItemView, 'title' | 'where'> {
  line: ItemLine;
}

export interface Found {
  /** Items of the number that was typed. */
  numbered: FoundItem[];
  items: FoundItem[];
  /** How many items there are besides, as far as they are counted. */
  total: number;
  atLeast: boolean;
  meetings: (FoundMeeting & { pieces: Piece[] })[];
  lines: (FoundLine & { pieces: Piece[] })[];
}

const ITEMS = 20;
const MEETINGS = 10;
const LINE = 80;

/** Everything that a query finds for this caller, in groups: a number first, then items, then what was said at meetings. */
export async function searchEverything(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  query: string
): Promise<Found | Refusal> {
  const list = await listItems(s, caller, { q: query, limit: ITEMS });
  if (refused(list) && list.refused !== 'right/missing') return list;
  const numbered = await itemsOfNumber(s, caller, query);
  const inMeetings = await findInMeetings(s, caller, query, MEETINGS);
  if (refused(list) && refused(inMeetings)) return list;
  const marked = marker(query);
  const first = refused(numbered) ? [] : numbered;
  const ids = new Set(first.map(({ id }) => id));
  const rest = refused(list) ? [] : list.items.filter(({ id }) => !ids.has(id));
  return {
    numbered: first.map((line) => foundItem(line, marked)),
    items: rest.map((line) => foundItem(line, marked)),
    total: refused(list) ? 0 : list.total,
    atLeast: !refused(list) && list.atLeast,
    meetings: refused(inMeetings)
      ? []
      : inMeetings.meetings.map((meeting) => ({ ...meeting, pieces: marked(meeting.title) })),
    lines: refused(inMeetings)
      ? []
      : inMeetings.lines.map((line) => ({ ...line, pieces: excerpt(marked(line.text), LINE) }))
  };
}

function foundItem(line: ItemLine, marked: (text: string) => Piece[]): FoundItem {
  const title = marked(line.title);
  if (title.some(({ hit }) => hit)) return { line, title, where: null };
  for (const field of QUOTED_FIELDS) {
    const pieces = marked(line[field] ?? '');
    if (pieces.some(({ hit }) => hit)) return { line, title, where: { field, pieces: excerpt(pieces, LINE) } };
  }
  return { line, title, where: null };
}
