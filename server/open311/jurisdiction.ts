import { asc } from 'drizzle-orm';
import { community } from '../community/tables';
import type { Ground } from '../ground';

export interface Jurisdiction {
  communityId: string;
  name: string;
  timeZone: string;
}

/** Enough to know whether there are several; more are asked for by their id. */
const MOST = 200;

/**
 * The community that a `jurisdiction_id` names (rule G16); `absent` where it names none, `missing` where several are served and
 * none was named.
 */
export async function jurisdictionOf(
  s: Pick<Ground, 'store'>,
  asked: string | null
): Promise<Jurisdiction | 'absent' | 'missing'> {
  const { id, name, timeZone, settings } = community;
  const rows = await s.store.q
    .select({ id, name, timeZone, settings })
    .from(community)
    .orderBy(asc(id))
    .limit(MOST)
    .all();
  const named = asked?.trim() || null;
  const ownOf = (row: (typeof rows)[number]) =>
    typeof row.settings.jurisdiction === 'string' ? row.settings.jurisdiction : null;
  const [only, another] = rows;
  const found = named === null ? undefined : rows.find((row) => row.id === named || ownOf(row) === named);
  if (!only) return 'absent';
  if (!another && (named === null || ownOf(only) === null)) return of(only);
  if (named === null) return 'missing';
  return found ? of(found) : 'absent';
}

function of({ id, name, timeZone }: { id: string; name: string; timeZone: string }): Jurisdiction {
  return { communityId: id, name, timeZone };
}
