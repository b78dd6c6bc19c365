import type { ItemRow } from './standing';

/** What an item came of: a kind and an id of that kind, which an area above the ledger gives and understands. */
export interface Origin {
  kind: string;
  id: string;
}

/** Returns an item's origin, or null where it was put down in the ledger itself. */
export function originOf({ originKind: kind, originId: id }: Pick<ItemRow, 'originKind' | 'originId'>): Origin | null {
  return kind !== null && id !== null ? { kind, id } : null;
}
