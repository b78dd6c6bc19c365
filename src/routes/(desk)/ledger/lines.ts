import type { ItemLine } from '$lib/features/ledger/types';
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
