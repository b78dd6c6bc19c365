import { and, isNull, ne } from 'drizzle-orm';
import type { Query } from '../db/store';
import type { ChannelRow } from './channels-hearing';
import { openSecrets } from './channels/secrets';
import type { Sealer } from './secret-key';
import { channel } from './tables';

/** Says how many channels' addresses cannot be read with the key at hand: they have to be typed again. */
export async function verifyChannels(
  q: Query,
  sealer: Sealer | null,
  { note }: { note: (where: string, what: string) => void }
): Promise<void> {
  const rows: ChannelRow[] = await q
    .select()
    .from(channel)
    .where(and(isNull(channel.removedAt), ne(channel.sealed, '')))
    .all();
  const shut = rows.filter((row) => !sealer || openSecrets(sealer, row) === null).length;
  if (shut)
    note('notices', `${shut} ways out cannot be read with this secret key: their addresses have to be typed again`);
}
