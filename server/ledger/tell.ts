import { and, eq, isNull } from 'drizzle-orm';
import type { ChaseKind, ChaseTo } from '$lib/domain/ledger/chasing';
import type { Query } from '../db/store';
import { account } from '../identity/tables';
import type { ItemRow } from './standing';

/** What the ledger lets people know of, beside the acts themselves. */
export type NoteKind = ChaseKind | 'chased';

/** Everybody of an organisation, one person, or the office. */
export type NoteTo = { partyId: string } | { accountId: string } | { office: true };

export interface Note {
  communityId: string;
  to: NoteTo;
  kind: NoteKind;
  itemId: string;
  /** `dueOn` is the day it is measured by, `days` the working days past it (left to it for `due-soon`), `who` who chases. */
  values: { number: string; title: string; dueOn?: string; days?: number; who?: string; reason?: string };
  /** ISO */
  at: string;
  /** The same key again in this community tells nothing. */
  oncePer?: string;
  /** Account whose act it is. */
  by?: string;
}

/** Tells people something inside the caller's transaction; gives null where `oncePer` has been told before. */
export type Tell = (q: Query, note: Note) => Promise<string | null>;

/** Those a chase is for; the secretary's is the office's where there is none. */
export async function toOf(q: Query, communityId: string, to: ChaseTo): Promise<NoteTo[]> {
  if (typeof to !== 'string') return [to];
  if (to === 'office') return [{ office: true }];
  const secretaries = await q
    .select({ accountId: account.id })
    .from(account)
    .where(and(eq(account.communityId, communityId), eq(account.role, 'secretary'), isNull(account.disabledAt)))
    .all();
  return secretaries.length ? secretaries : [{ office: true }];
}

/** What every note of an item says. */
export function aboutItem({ communityId, id, number, title }: ItemRow) {
  return { communityId, itemId: id, values: { number, title } };
}
