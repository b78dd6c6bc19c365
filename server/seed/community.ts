import type { Store } from '../db/store';
import { household } from '../attendance/tables';
import { giveShippedYears } from '../calendar';
import { addParty } from '../community';
import { community, grid, venue } from '../community/tables';
import { hashPassword } from '../identity';
import { account } from '../identity/tables';
import { ACCOUNT, COMMUNITY, DEMO_PASSWORD, GRIDS, ORGANISATIONS, PARTY, PEOPLE, VENUES } from './fixtures';

/** Two doors on each of three floors, in two units of some buildings; nobody's name is known. */
const HOMES = [1, 3, 5, 8, 9, 10].flatMap((n) =>
  ['1', '2'].flatMap((unit) =>
    [1, 2, 3].flatMap((floor) => [1, 2].map((door) => ({ building: `${n}号楼`, unit, room: `${floor}0${door}` })))
  )
);

let hashed: Promise<string> | undefined;

/**
 * Puts the fixtures' community, places, organisations and accounts into an empty database, marked as the demo's.
 * Every account gets the same password hash: hashing twelve times on an old machine would keep the newcomer waiting.
 */
export async function seedCommunity(store: Store, now: Date): Promise<void> {
  const at = now.toISOString();
  const passwordHash = await (hashed ??= hashPassword(DEMO_PASSWORD));
  const communityId = COMMUNITY.id;
  await store.tx(async (q) => {
    await q
      .insert(community)
      .values({ ...COMMUNITY, settings: {}, demo: true, createdAt: at })
      .run();
    await giveShippedYears(q, communityId, at);
    for (const row of GRIDS)
      await q
        .insert(grid)
        .values({ communityId, ...row })
        .run();
    for (const row of VENUES)
      await q
        .insert(venue)
        .values({ communityId, ...row })
        .run();
    await q
      .insert(household)
      .values(
        HOMES.map((home, rank) => ({
          communityId,
          id: `home-${home.building}-${home.unit}-${home.room}`,
          ...home,
          rank
        }))
      )
      .run();
    for (const { key, name, title } of ORGANISATIONS)
      await addParty(q, { communityId, id: PARTY[key]!, kind: 'organisation', name, title });
    for (const { username, name, role, title, grid: n, organisation } of PEOPLE) {
      const gridId = n === null ? null : GRIDS[n]!.id;
      const partyId = PARTY[organisation ?? username]!;
      if (!organisation) await addParty(q, { communityId, id: partyId, kind: 'person', name, title, gridId });
      await q
        .insert(account)
        .values({
          communityId,
          id: ACCOUNT[username]!,
          username,
          name,
          role,
          partyId,
          gridId,
          passwordHash,
          createdAt: at
        })
        .run();
    }
  });
}
