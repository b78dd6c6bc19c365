import type { Role } from '../../src/lib/domain/identity/role';

/** Who asks: an account of a community, on a device. */
export interface Caller {
  communityId: string;
  accountId: string;
  username: string;
  name: string;
  role: Role;
  /** Who he is as an owner of promises; a partner's organisation. */
  partyId: string | null;
  gridId: string | null;
  /** Hash of the device cookie's secret; null for an API token. */
  deviceId: string | null;
}
