import { and, isNull, ne } from 'drizzle-orm';
import type { Query } from '../db/store';
import type { DoorRow } from './doors-hearing';
import { openSecrets } from './doors/secrets';
import type { Sealer } from './secret-key';
import { door } from './tables';

/** Says how many doors' addresses cannot be read with the key at hand: they have to be typed again. */
export async function verifyDoors(
  q: Query,
  sealer: Sealer | null,
  { note }: { note: (where: string, what: string) => void }
): Promise<void> {
  const rows: DoorRow[] = await q
    .select()
    .from(door)
    .where(and(isNull(door.removedAt), ne(door.sealed, '')))
    .all();
  const shut = rows.filter((row) => !sealer || openSecrets(sealer, row) === null).length;
  if (shut)
    note('notices', `${shut} ways out cannot be read with this secret key: their addresses have to be typed again`);
}
