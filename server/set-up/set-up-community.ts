import { randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { ROLES } from '$lib/domain/identity/role';
import { makeCode } from '$lib/domain/meetings/code';
import { giveShippedYears } from '../calendar';
import type { Query } from '../db/store';
import { hashPassword } from '../identity';
import { account } from '../identity/tables';
import type { Ground } from '../ground';
import { addParty } from '../community';
import { community, grid, party, venue } from '../community/tables';

const words = z.string().trim().min(1).max(100);

/** What `npm run setup -- community.json` reads. Everything but the name may be left out and added by a later run. */
export const setUpSchema = z.strictObject({
  name: words,
  timeZone: words.default('Asia/Shanghai'),
  /** What programs of others call it (`jurisdiction_id` of Open311), such as the host of its website. */
  jurisdiction: z
    .string()
    .regex(/^[a-z0-9.-]{2,100}$/)
    .optional(),
  grids: z.array(z.strictObject({ name: words })).default([]),
  venues: z
    .array(
      z.strictObject({
        name: words,
        kind: z.enum(['entrance', 'gatehouse', 'square', 'living-room', 'other']).default('other'),
        grid: words.optional()
      })
    )
    .default([]),
  organisations: z.array(z.strictObject({ name: words, title: z.string().trim().max(100).default('') })).default([]),
  accounts: z
    .array(
      z.strictObject({
        username: z.string().regex(/^[A-Za-z0-9._-]{2,40}$/),
        name: words,
        role: z.enum(ROLES),
        title: z.string().trim().max(100).default(''),
        grid: words.optional(),
        organisation: words.optional(),
        password: z.string().min(10).max(200)
      })
    )
    .default([])
});
export type SetUp = z.output<typeof setUpSchema>;

/** Adds to the (first and only) community what the file names and the database lacks; what is there is left as it is. Returns how much was added. */
export async function setUpCommunity(s: Pick<Ground, 'store' | 'now'>, input: SetUp): Promise<Record<string, number>> {
  const hashes = await Promise.all(input.accounts.map(({ password }) => hashPassword(password)));
  const createdAt = s.now().toISOString();
  return await s.store.tx(async (q) => {
    const added = { grids: 0, venues: 0, organisations: 0, accounts: 0 };
    const communityId = await communityOf(q, input, createdAt);
    const gridIds = new Map(
      (await q.select().from(grid).where(eq(grid.communityId, communityId)).all()).map((row) => [row.name, row.id])
    );
    for (const [rank, { name }] of input.grids.entries()) {
      if (gridIds.has(name)) continue;
      const id = crypto.randomUUID();
      await q.insert(grid).values({ communityId, id, name, rank }).run();
      gridIds.set(name, id);
      added.grids++;
    }
    const gridOf = (name: string | undefined) => {
      if (name !== undefined && !gridIds.has(name))
        throw new Error(`There is no grid “${name}”; name it under "grids" first.`);
      return name === undefined ? null : gridIds.get(name)!;
    };
    const venues = new Set(
      (await q.select().from(venue).where(eq(venue.communityId, communityId)).all()).map((row) => row.name)
    );
    for (const { name, kind, grid: at } of input.venues) {
      if (venues.has(name)) continue;
      const row = { communityId, id: crypto.randomUUID(), gridId: gridOf(at), name, kind, code: makeCode(randomBytes) };
      await q.insert(venue).values(row).run();
      added.venues++;
    }
    for (const { name, title } of input.organisations) {
      if (await organisation(q, communityId, name)) continue;
      await addParty(q, { communityId, id: crypto.randomUUID(), kind: 'organisation', name, title });
      added.organisations++;
    }
    for (const [n, { username, name, role, title, grid: at, organisation: of }] of input.accounts.entries()) {
      if (await q.select({ id: account.id }).from(account).where(eq(account.username, username)).get()) continue;
      const gridId = gridOf(at);
      let partyId = of ? await organisation(q, communityId, of) : null;
      if (of && !partyId) throw new Error(`There is no organisation “${of}”; name it under "organisations" first.`);
      if (!partyId) {
        partyId = crypto.randomUUID();
        await addParty(q, { communityId, id: partyId, kind: 'person', name, title, gridId });
      }
      const passwordHash = hashes[n]!;
      const row = {
        communityId,
        id: crypto.randomUUID(),
        username,
        name,
        role,
        partyId,
        gridId,
        passwordHash,
        createdAt
      };
      await q.insert(account).values(row).run();
      added.accounts++;
    }
    return added;
  });
}

async function communityOf(q: Query, { name, timeZone, jurisdiction }: SetUp, createdAt: string): Promise<string> {
  const own = jurisdiction ? { jurisdiction } : {};
  const existing = await q.select({ id: community.id, settings: community.settings }).from(community).get();
  if (existing) {
    // What is there stays as it is.
    const settings = { ...own, ...existing.settings };
    await q.update(community).set({ settings }).where(eq(community.id, existing.id)).run();
    return existing.id;
  }
  const id = crypto.randomUUID();
  await q.insert(community).values({ id, name, timeZone, settings: own, demo: false, createdAt }).run();
  await giveShippedYears(q, id, createdAt);
  return id;
}

async function organisation(q: Query, communityId: string, name: string): Promise<string | null> {
  const row = await q
    .select({ id: party.id })
    .from(party)
    .where(and(eq(party.communityId, communityId), eq(party.kind, 'organisation'), eq(party.name, name)))
    .get();
  return row?.id ?? null;
}
