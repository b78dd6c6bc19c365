import type { z } from 'zod';
import { usualOrder } from '$lib/domain/ledger/list-order';
import type { schemas } from '$server/api';
import type { ItemFilter } from '$server/ledger';

/** What a query of the API asks of the ledger, in its own terms. */
export function askedItems({
  overdue,
  late,
  sort,
  order,
  ...filter
}: z.output<typeof schemas.ledgerQuery>): ItemFilter {
  const usual = usualOrder(sort ?? 'created');
  return {
    ...filter,
    overdue: overdue === 'true',
    late: late === 'true',
    sort: order ? { by: usual.by, desc: order === 'desc' } : usual
  };
}
