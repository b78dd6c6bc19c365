import type { DoorRow } from '../doors-hearing';
import type { Sealer } from '../secret-key';

/** What of a door is kept encrypted. */
export interface DoorSecrets {
  /** Of a robot or webhook, with its key; or a mail address. */
  address: string;
  /** A robot's sign secret, or a webhook's signing key (`whsec_…`); empty: none. */
  sign: string;
  /** A word that a robot wants to see in each message; empty: none. */
  keyword: string;
}

/** A door's secrets belong to that door of that community and open nowhere else. */
const about = ({ communityId, id }: Pick<DoorRow, 'communityId' | 'id'>) => `door ${communityId} ${id}`;

export function sealSecrets(sealer: Sealer, door: Pick<DoorRow, 'communityId' | 'id'>, secrets: DoorSecrets): string {
  return sealer.seal(JSON.stringify(secrets), about(door));
}

/** Null where the key is another one than it was made with: they have to be typed again. */
export function openSecrets(sealer: Sealer, door: DoorRow): DoorSecrets | null {
  const text = sealer.open(door.sealed, about(door));
  return text === null ? null : (JSON.parse(text) as DoorSecrets);
}
