import type { ChannelRow } from '../channels-hearing';
import type { Sealer } from '../secret-key';

/** What of a channel is kept encrypted. */
export interface ChannelSecrets {
  /** Of a robot or webhook, with its key; or a mail address. */
  address: string;
  /** A robot's sign secret, or a webhook's signing key (`whsec_…`); empty: none. */
  sign: string;
  /** A word that a robot wants to see in each message; empty: none. */
  keyword: string;
}

/** A channel's secrets belong to that channel of that community and open nowhere else. */
const about = ({ communityId, id }: Pick<ChannelRow, 'communityId' | 'id'>) => `channel ${communityId} ${id}`;

export function sealSecrets(
  sealer: Sealer,
  channel: Pick<ChannelRow, 'communityId' | 'id'>,
  secrets: ChannelSecrets
): string {
  return sealer.seal(JSON.stringify(secrets), about(channel));
}

/** Null where the key is another one than it was made with: they have to be typed again. */
export function openSecrets(sealer: Sealer, channel: ChannelRow): ChannelSecrets | null {
  const text = sealer.open(channel.sealed, about(channel));
  return text === null ? null : (JSON.parse(text) as ChannelSecrets);
}
