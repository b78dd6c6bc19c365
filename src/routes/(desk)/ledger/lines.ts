import type { ItemLine, ListedItem } from '$lib/domain/ledger/view';
import type { Piece } from '$lib/domain/search/mark';
import type { ItemLine as ServerLine } from '$server/ledger';

/** A line of the ledger as the list shows it. */
export function itemLine(line: ServerLine): ItemLine {
  const { id, number, title, category, state, ownerId, dueOn, late, withheld, overdue, finishedAt } = line;
  return {
    id,
    number,
    title,
    category,
    state,
    ownerId,
    owner: line.ownerName,
    dueOn,
    venue: line.venueName,
    late,
    withheld,
    overdue,
    finishedAt
  };
}

/** A line with every column that can be chosen. */
export function listedItem(
  line: ServerLine,
  grids: readonly { id: string; name: string }[],
  marked: ((text: string) => Piece[]) | null
): ListedItem {
  const { version, deadlineOn, tier, level, channel, chases, createdAt, updatedAt } = line;
  return {
    ...itemLine(line),
    version,
    deadlineOn,
    tier,
    level,
    channel,
    chases,
    createdAt,
    updatedAt,
    grid: grids.find(({ id }) => id === line.gridId)?.name ?? null,
    marked: marked && marked(line.title)
  };
}
