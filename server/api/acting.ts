import type { z } from 'zod';
import type { ActInput } from '$lib/domain/ledger/item-state';
import { refused, type Refusal } from '$lib/domain/refusal';
import type { ItemRow } from '../ledger';
import { answer } from './answer';
import type { actInput } from './schemas';
import { actView } from './views';

/**
 * What an act is given, in the ledger's words.
 * @param today YYYY-MM-DD; what is promised within so many working days runs from it
 */
export function actInputOf(
  { act: _, version: __, photos: ___, within, ...input }: z.output<typeof actInput>,
  today: string
): ActInput {
  return { ...input, ...(within === undefined ? {} : { dueWithin: { from: today, days: within } }) };
}

/** Where an act has left the item, or why it was refused. */
export function answerAct(
  event: Parameters<typeof answer>[0],
  done: { row: ItemRow } | ItemRow | Refusal,
  status = 200
): Response | Refusal {
  if (refused(done)) return done;
  const row = 'row' in done ? done.row : done;
  return answer(event, actView(row), status, status === 201 ? { location: `/api/v1/ledger/${row.id}` } : {});
}
