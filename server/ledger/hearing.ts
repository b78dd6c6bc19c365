import type { ActInput, Standing } from '$lib/domain/ledger/item-state';
import type { Act } from '$lib/domain/ledger/acts';
import type { ActEvent } from '$lib/domain/ledger/transitions';
import type { Query } from '../db/store';
import type { By } from './apply-act';
import type { ItemRow } from './standing';

/** One act as it stands in the history now, for everything that follows from it. */
export interface Happened {
  act: Act;
  input: ActInput;
  /** Whose account and name stand in the history. */
  by: Pick<By, 'id' | 'name'>;
  /** ISO */
  at: string;
  /** As the item stood before; null where this act made it. */
  before: ItemRow | null;
  row: ItemRow;
  standing: Standing;
  event: ActEvent;
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

/** Lets everybody hear of what was just written, one after the other. */
export async function letHear(q: Query, hearers: ActHearers, happened: Happened): Promise<void> {
  for (const hear of hearers) await hear(q, happened);
}
