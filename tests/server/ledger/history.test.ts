import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { replay, type ActEvent } from '$lib/domain/ledger/transitions';
import { chainBrokenAt } from '../../../server/ledger';
import { appendEvent } from '../../../server/ledger/append-event';
import { standingOf } from '../../../server/ledger/standing';
import { item, itemEvent } from '../../../server/ledger/tables';
import { COMMUNITY } from '../../../server/seed/fixtures';
import { seedLedger } from '../../../server/seed/ledger';
import { makeGround, type TestGround } from '../../support/ground';

async function events(s: TestGround, communityId = COMMUNITY.id) {
  return await s.store.q
    .select()
    .from(itemEvent)
    .where(eq(itemEvent.communityId, communityId))
    .orderBy(itemEvent.seq)
    .all();
}

describe('the ledger’s history', () => {
  it('T9: tells where every item of the demo stands, by itself', async () => {
    const s = await makeGround();
    await seedLedger(s.store, s.now());
    const all = await events(s);
    const items = await s.store.q.select().from(item).all();
    expect(items.length).toBeGreaterThan(50);
    for (const row of items) {
      const own = all.filter((event) => event.itemId === row.id) as unknown as ActEvent[];
      expect(replay(own), row.title).toEqual(standingOf(row, {}));
    }
    expect(chainBrokenAt(all)).toBeNull();
  });

  it('H1: counts without gaps, a chain a community, and shows an altered row', async () => {
    const s = await makeGround();
    const event = {
      itemId: 'i',
      at: '2026-11-23T02:00:00.000Z',
      actor: { id: 'a', name: '蒲晓棠' },
      act: 'open',
      from: null,
      to: 'open'
    };
    for (const communityId of ['one', 'two', 'one', 'one'])
      await s.store.tx((q) => appendEvent(q, { ...event, communityId }));
    expect((await events(s, 'one')).map((row) => row.seq)).toEqual([1, 2, 3]);
    expect(chainBrokenAt(await events(s, 'one'))).toBeNull();
    expect(chainBrokenAt(await events(s, 'two'))).toBeNull();
    await s.store.tx((q) => q.update(itemEvent).set({ reason: '改过' }).where(eq(itemEvent.seq, 2)).run());
    expect(chainBrokenAt(await events(s, 'one'))).toBe(2);
  });

  it('takes nothing of a transaction that failed', async () => {
    const s = await makeGround();
    const event = { communityId: 'one', itemId: 'i', at: s.now().toISOString(), actor: { id: 'a', name: '' } };
    const half = s.store.tx(async (q) => {
      await appendEvent(q, { ...event, act: 'open', from: null, to: 'open' });
      throw new Error('in the middle');
    });
    await expect(half).rejects.toThrow('in the middle');
    expect(await events(s, 'one')).toEqual([]);
  });
});
