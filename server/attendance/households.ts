import { randomUUID } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import { readHouseholds, type BadLine, type Household } from '$lib/domain/meetings/attendance';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { household } from './tables';

/** Every home, in the order they were brought in. */
export async function listHouseholds(s: Pick<Ground, 'store'>, communityId: string): Promise<Household[]> {
  const { id, building, unit, room } = household;
  return await s.store.q
    .select({ id, building, unit, room })
    .from(household)
    .where(eq(household.communityId, communityId))
    .orderBy(asc(household.rank), asc(building), asc(unit), asc(room))
    .all();
}

export interface ImportedHouseholds {
  /** Homes in the text that are read. */
  read: number;
  /** Of these not known before. */
  fresh: number;
  bad: BadLine[];
}

/** Reads pasted lines; `save` false only says what would come of it. Homes that are known already stay as they are. */
export async function importHouseholds(
  s: Pick<Ground, 'store'>,
  caller: Caller,
  text: string,
  save: boolean
): Promise<ImportedHouseholds | Refusal> {
  if (!may(caller.role, 'office')) return { refused: 'right/missing' };
  const { communityId } = caller;
  const { households, bad } = readHouseholds(text);
  const known = new Set((await listHouseholds(s, communityId)).map(keyOf));
  const fresh = households.filter((home) => !known.has(keyOf(home)));
  if (save && fresh.length)
    await s.store.tx(async (q) => {
      for (const [at, home] of fresh.entries())
        await q
          .insert(household)
          .values({ communityId, id: randomUUID(), ...home, rank: known.size + at })
          .onConflictDoNothing()
          .run();
    });
  return { read: households.length, fresh: fresh.length, bad };
}

function keyOf({ building, unit, room }: Omit<Household, 'id'>): string {
  return `${building}|${unit}|${room}`;
}
