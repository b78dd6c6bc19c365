import { and, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SORT_KEYS, usualOrder, type ListOrder } from '$lib/domain/ledger/list-order';
import { STATES } from '$lib/domain/ledger/state';
import { countItems } from '../../../server/ledger/count-items';
import { actOnItem, eachItem, listItems, type ItemFilter, type ItemLine } from '../../../server/ledger';
import { item } from '../../../server/ledger/tables';
import { COMMUNITY, GRIDS, PARTY, VENUES } from '../../../server/seed/fixtures';
import { caller, makeGround, type TestGround } from '../../support/ground';
import { granted, putItem } from './support';

const staff = caller('staff');

/** What a line is sorted by, as one text that sorts like it. */
function keyOf(line: ItemLine, { by }: ListOrder): (string | number)[] {
  const [year, count] = line.number.split('-').map(Number) as [number, number];
  const keys = {
    created: [line.createdAt],
    updated: [line.updatedAt],
    deadline: [line.deadlineOn ?? ''],
    number: [year, count],
    level: [line.level, line.createdAt]
  };
  return [...keys[by], line.id];
}

/** By hand, in the slowest way. */
function sorted(lines: readonly ItemLine[], order: ListOrder): ItemLine[] {
  const way = order.desc ? -1 : 1;
  return [...lines].sort((one, other) => {
    const [a, b] = [keyOf(one, order), keyOf(other, order)];
    if (order.by === 'deadline' && (one.deadlineOn === null) !== (other.deadlineOn === null))
      return one.deadlineOn === null ? 1 : -1;
    for (const [n, value] of a.entries()) if (value !== b[n]) return value < b[n]! ? -way : way;
    return 0;
  });
}

async function pagesOf(s: TestGround, filter: ItemFilter, between: () => Promise<void> = async () => {}) {
  const lines: ItemLine[] = [];
  let cursor: string | undefined;
  do {
    const page = granted(await listItems(s, staff, { ...filter, ...(cursor ? { cursor } : {}) }));
    lines.push(...page.items);
    cursor = page.nextCursor ?? undefined;
    if (cursor) await between();
  } while (cursor);
  return lines;
}

/** Items that share moments, deadlines and levels, some without. */
async function crowd(s: TestGround, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await putItem(s, { title: `旧${n}`, tier: n % 2 ? 'simple' : 'complex' });
    if (n % 4 === 0) s.wait(60_000);
  }
  await s.store.tx(async (q) => {
    const rows = await q.select().from(item).all();
    for (const [n, { id }] of rows.entries())
      await q
        .update(item)
        .set({ level: n % 3, deadlineOn: n % 5 ? `2026-12-0${1 + (n % 3)}` : null })
        .where(eqId(id))
        .run();
  });
}
const eqId = (id: string) => and(eq(item.communityId, COMMUNITY.id), eq(item.id, id));

describe('the pages of the list', () => {
  it.each(SORT_KEYS.flatMap((by) => [true, false].map((desc) => ({ by, desc }))))(
    'give the whole in its order, ties and missing deadlines included: %j',
    async (order) => {
      const s = await makeGround();
      await crowd(s, 23);
      const whole = await pagesOf(s, { limit: 100, sort: order });
      expect(whole).toHaveLength(23);
      expect(whole.map(({ id }) => id)).toEqual(sorted(whole, order).map(({ id }) => id));
      for (const limit of [1, 4, 7]) {
        const pages = await pagesOf(s, { limit, sort: order });
        expect(
          pages.map(({ id }) => id),
          `${limit} a page`
        ).toEqual(whole.map(({ id }) => id));
      }
    }
  );

  it('give what stood there once, whatever comes in between', async () => {
    const s = await makeGround();
    await crowd(s, 15);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...SORT_KEYS),
        fc.boolean(),
        fc.integer({ min: 1, max: 6 }),
        async (by, desc, limit) => {
          const before = (await pagesOf(s, { limit: 100 })).map(({ id }) => id).sort();
          // Where they come last, one a page would keep the reader at it for ever.
          let coming = 12;
          const seen = await pagesOf(s, { limit, sort: { by, desc } }, async () => {
            if (coming-- <= 0) return;
            s.wait(1000);
            await putItem(s, { title: '新来的' });
          });
          const old = seen.filter(({ id }) => before.includes(id)).map(({ id }) => id);
          expect(old.sort()).toEqual(before);
        }
      ),
      { numRuns: 10 }
    );
  });

  it('are the same narrowed: gathered by what is rare or found on the way', async () => {
    const s = await makeGround();
    await crowd(s, 20);
    for (const by of SORT_KEYS) {
      const order = usualOrder(by);
      const all = await pagesOf(s, { limit: 100, sort: order });
      const some = await pagesOf(s, { limit: 3, sort: order, tier: 'simple', level: 1 });
      const fit = (line: ItemLine) => line.tier === 'simple' && line.level >= 1;
      expect(some.map(({ id }) => id)).toEqual(all.filter(fit).map(({ id }) => id));
    }
  });

  it('refuse a place of another order, and one that was tampered with', async () => {
    const s = await makeGround();
    await crowd(s, 5);
    const { nextCursor } = granted(await listItems(s, staff, { limit: 2 }));
    const unfit = { refused: 'input/invalid', fields: { cursor: 'field/unfit' } };
    expect(await listItems(s, staff, { cursor: nextCursor!, sort: usualOrder('deadline') })).toEqual(unfit);
    expect(await listItems(s, staff, { cursor: nextCursor!, sort: { by: 'created', desc: false } })).toEqual(unfit);
    for (const place of [
      ['created', 1, null, 'x'],
      ['created', 1, 5, 'x'],
      ['level', 1, '2', 'a', 'x'],
      ['number', 1, 0.5, 'x'],
      ['created', 1, 'x'],
      ['nothing', 1, 'a', 'x']
    ]) {
      const cursor = Buffer.from(JSON.stringify(place)).toString('base64url');
      const [by] = place;
      const sort = (SORT_KEYS as readonly unknown[]).includes(by) ? usualOrder(by as 'created') : usualOrder('created');
      expect(await listItems(s, staff, { cursor, sort }), JSON.stringify(place)).toEqual(unfit);
    }
  });

  it('are all of them for a file, in the order asked for', async () => {
    const s = await makeGround();
    await crowd(s, 9);
    const order: ListOrder = { by: 'deadline', desc: false };
    const read: ItemLine[] = [];
    for await (const page of granted(await eachItem(s, staff, { sort: order, tier: 'complex' }))) read.push(...page);
    expect(read.map(({ id }) => id)).toEqual((await pagesOf(s, { sort: order, tier: 'complex' })).map(({ id }) => id));
  });
});

describe('the list narrowed', () => {
  it('by several states, tier, partner, grid, channel, level, month, day and view', async () => {
    const s = await makeGround();
    const one = await putItem(s, { title: '甲', ownerId: PARTY.property!, dueOn: '2026-12-01', channel: 'phone' });
    const two = await putItem(s, { title: '乙', gridId: GRIDS[2].id, venueId: VENUES[4].id, tier: 'complex' });
    s.wait(10 * 86_400_000);
    await putItem(s, { title: '丙', state: 'answered', answer: '行', dueOn: '2026-12-31' });
    granted(await actOnItem(s, staff, { itemId: one.id, act: 'dispatch', input: {} }));
    granted(
      await actOnItem(s, staff, {
        itemId: one.id,
        act: 'add-part',
        input: { partners: [{ partyId: PARTY.committee!, task: '登记', dueOn: null }] }
      })
    );
    granted(await actOnItem(s, staff, { itemId: two.id, act: 'escalate', input: {} }));
    const titles = async (filter: ItemFilter) =>
      granted(await listItems(s, staff, filter))
        .items.map(({ title }) => title)
        .sort();
    expect(await titles({ state: ['open', 'answered'] })).toEqual(['丙', '乙']);
    expect(await titles({ state: [...STATES] })).toHaveLength(3);
    expect(await titles({ tier: 'complex' })).toEqual(['乙']);
    expect(await titles({ partner: PARTY.committee! })).toEqual(['甲']);
    expect(await titles({ grid: GRIDS[2].id })).toEqual(['乙']);
    expect(await titles({ channel: 'phone' })).toEqual(['甲']);
    expect(await titles({ level: 1 })).toEqual(['乙']);
    expect(await titles({ month: '2026-11' })).toEqual(['乙', '甲'].sort());
    expect(await titles({ month: '2026-12' })).toEqual(['丙']);
    expect(await titles({ due: '2026-12-01' })).toEqual(['甲']);
    expect(await titles({ due: '2026-12' })).toContain('丙');
    expect(await titles({ view: 'nobody' })).toEqual(['乙']);
    for (const unfit of ['2026-13', 'x', '0000-00', '0000-05', '0099-01', '9999-12', '275760-12']) {
      expect(await titles({ month: unfit }), unfit).toEqual([]);
      expect(await titles({ due: unfit }), unfit).toEqual([]);
    }
  });

  it('leaves out what was withdrawn, unless it is asked for', async () => {
    const s = await makeGround();
    const { id } = await putItem(s, { title: '撤回的' });
    await s.store.tx((q) => q.update(item).set({ state: 'withdrawn' }).where(eqId(id)).run());
    expect(granted(await listItems(s, staff, {})).total).toBe(0);
    expect(granted(await listItems(s, staff, { owner: 'none' })).total).toBe(0);
    expect(granted(await listItems(s, staff, { state: 'withdrawn' })).total).toBe(1);
  });

  it('shows a partner nothing but his own, however it is asked', async () => {
    const s = await makeGround();
    await putItem(s, { title: '物业的', ownerId: PARTY.property! });
    const other = await putItem(s, { title: '别家的', ownerId: PARTY.committee!, dueOn: '2026-12-01' });
    const partner = caller('partner');
    for (const filter of [
      {},
      ...SORT_KEYS.map((by) => ({ sort: usualOrder(by) })),
      { q: '的' },
      { owner: PARTY.committee! },
      { partner: PARTY.committee! },
      { q: other.number },
      { due: '2026-12' },
      { view: 'nobody' as const }
    ]) {
      const { items, total } = granted(await listItems(s, partner, filter));
      expect(
        items.map(({ title }) => title).filter((title) => title !== '物业的'),
        JSON.stringify(filter)
      ).toEqual([]);
      expect(total).toBe(items.length);
    }
  });
});

describe('the count', () => {
  it('G2: is exact up to its bound and says where there are more', async () => {
    const s = await makeGround();
    for (let n = 0; n < 4; n++) await putItem(s);
    const all = { fits: eq(item.communityId, COMMUNITY.id), all: true };
    expect(await countItems(s.store.q, { ...all, upTo: 4 })).toEqual({ total: 4, atLeast: false });
    expect(await countItems(s.store.q, { ...all, upTo: 3 })).toEqual({ total: 3, atLeast: true });
    expect(await countItems(s.store.q, { ...all, all: false, upTo: 9 })).toEqual({ total: 4, atLeast: true });
  });
});
