import type { ActInput, Standing } from '$lib/domain/ledger/item-state';
import type { ActEvent } from '$lib/domain/ledger/transitions';
import type { Query } from '../db/store';
import { appendEvent } from './append-event';
import type { By } from './apply-act';
import type { ItemRow } from './standing';

/** One act as it stands in the history now, for everything that follows from it. */
export interface Happened {
  event: ActEvent;
  input: ActInput;
  /** Whose account and name stand in the history. */
  by: Pick<By, 'id' | 'name'>;
  /** As the item stood before; null where this act made it. */
  before: ItemRow | null;
  row: ItemRow;
  standing: Standing;
}

/** Does what follows from an act, inside its transaction: what it throws takes the act back. */
export type ActHearer = (q: Query, happened: Happened) => Promise<void>;

export type ActHearers = readonly ActHearer[];

/** Whoever writes into the history has the list of those who hear of it; it is filled where the services are built. */
export interface Hearing {
  hearers: ActHearers;
}

/** For what is only written down anew and happens to nobody: rows of an older ledger, the demo's own past. */
export const UNHEARD: ActHearers = [];

/**
 * Writes an act into the history and lets everybody hear of it, one after the other; inside the caller's transaction. Nothing is written
 * there in any other way.
 */
export async function record(q: Query, hearers: ActHearers, happened: Happened): Promise<void> {
  const { event, by, row } = happened;
  const { at, act, fromState: from, toState: to, reason, detail } = event;
  const actor = { id: by.id, name: by.name };
  await appendEvent(q, { communityId: row.communityId, itemId: row.id, at, actor, act, from, to, reason, detail });
  for (const hear of hearers) await hear(q, happened);
}
