import { and, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLAIN_ACTS, unaskedInput, type PlainAct } from '$lib/domain/ledger/acts';
import type { ActInput } from '$lib/domain/ledger/item-state';
import { refused } from '$lib/domain/refusal';
import { actOnItem, amendItem, getItem, listItems, mergeItems, splitItem, unmergeItem } from '../../../server/ledger';
import { item, itemEvent } from '../../../server/ledger/tables';
import { COMMUNITY, PARTY } from '../../../server/seed/fixtures';
import { caller, makeGround, type TestGround } from '../../support/ground';
import { expectWhole, granted, putItem } from './support';

const DAY = 24 * 3_600_000;
const staff = caller('staff');
const property = caller('partner');
const row = async (s: TestGround, id: string) => (await s.store.q.select().from(item).where(eq(item.id, id)).get())!;
const acts = async (s: TestGround, id: string) =>
  (
    await s.store.q
      .select()
      .from(itemEvent)
      .where(and(eq(itemEvent.communityId, COMMUNITY.id), eq(itemEvent.itemId, id)))
      .all()
  ).map(({ act }) => act);

async function ground() {
  const s = await makeGround();
  const act = (who: typeof staff, itemId: string, act: PlainAct, input: ActInput = {}) =>
    actOnItem(s, who, { itemId, act, input });
  return { s, act };
}

describe('the life of an item', () => {
  it('T1: goes its whole way, each side doing its own, and every row says what its history says', async () => {
    const { s, act } = await ground();
    const { id } = await putItem(s);
    granted(await act(staff, id, 'dispatch', { ownerId: PARTY.property, dueOn: '2026-11-27' }));
    expect(await row(s, id)).toMatchObject({
      acceptBy: '2026-11-24',
      firstDueOn: '2026-11-27',
      deadlineOn: '2026-11-27'
    });
    granted(await act(property, id, 'accept'));
    granted(await act(property, id, 'ask', { ask: { what: 'extend', day: '2026-12-03' }, reason: '等灯具' }));
    expect((await row(s, id)).asked).toEqual({ what: 'extend', day: '2026-12-03', reason: '等灯具' });
    expect(await act(property, id, 'extend', { dueOn: '2026-12-03', reason: '等灯具' })).toEqual({
      refused: 'right/missing'
    });
    granted(await act(staff, id, 'extend', { dueOn: '2026-12-03', reason: '灯具缺货，同意延期' }));
    granted(await act(property, id, 'note', { reason: '灯具已到' }));
    granted(await act(property, id, 'finish', { reason: '换好了' }));
    granted(await act(staff, id, 'rework', { reason: '二楼还不亮' }));
    granted(await act(property, id, 'finish', { reason: '二楼也换好了' }));
    granted(await act(staff, id, 'verify'));
    granted(await act(staff, id, 'rate', { rating: { speed: 4, effect: 5, attitude: 5 } }));
    expect(await row(s, id)).toMatchObject({
      state: 'rated',
      firstDueOn: '2026-11-27',
      dueOn: '2026-12-03',
      asked: null,
      reworks: 1,
      speed: 4,
      effect: 5,
      attitude: 5
    });
    await expectWhole(s);
  });

  it('C1: the clock of what nobody owns runs from its submission', async () => {
    const { s } = await ground();
    const { id } = await putItem(s, { tier: 'simple' });
    expect(await row(s, id)).toMatchObject({ dueOn: null, limitOn: '2026-11-25', deadlineOn: '2026-11-25' });
    s.wait(3 * DAY);
    const late = granted(await listItems(s, staff, { overdue: true }));
    expect(late.items.map((line) => line.id)).toEqual([id]);
    expect(late.items[0]).toMatchObject({ ownerId: null, overdue: true });
  });

  it('C2: dispatched without a day it has what is left of its limit, and none where the limit is over', async () => {
    const { s, act } = await ground();
    const first = await putItem(s);
    granted(await act(staff, first.id, 'dispatch', { ownerId: PARTY.property }));
    expect((await row(s, first.id)).dueOn).toBe('2026-11-25');
    const second = await putItem(s);
    s.wait(4 * DAY);
    expect(await act(staff, second.id, 'dispatch', { ownerId: PARTY.property })).toEqual({
      refused: 'input/invalid',
      fields: { dueOn: 'field/missing' }
    });
  });

  it('C3: on hold the clock stands still, and goes on by as many working days', async () => {
    const { s, act } = await ground();
    const { id } = await putItem(s);
    granted(await act(staff, id, 'dispatch', { ownerId: PARTY.property, dueOn: '2026-11-25' }));
    granted(await act(property, id, 'accept'));
    granted(await act(staff, id, 'hold', { reason: '等审批', reviewOn: '2026-12-07' }));
    s.wait(7 * DAY);
    expect(granted(await listItems(s, staff, { overdue: true })).total).toBe(0);
    granted(await act(staff, id, 'resume'));
    expect(await row(s, id)).toMatchObject({
      heldDays: 5,
      dueOn: '2026-12-02',
      limitOn: '2026-12-02',
      heldSince: null
    });
    await expectWhole(s);
  });

  it('E2: after three returns and reworks it goes up by itself', async () => {
    const { s, act } = await ground();
    const { id } = await putItem(s);
    for (let n = 0; n < 3; n++) {
      granted(await act(staff, id, 'dispatch', { ownerId: PARTY.property, dueOn: '2026-11-27' }));
      granted(await act(property, id, 'return', { reason: '不归我们管' }));
    }
    expect(await row(s, id)).toMatchObject({ returns: 3, level: 1, ownerId: null });
    expect((await acts(s, id)).slice(-2)).toEqual(['return', 'escalate']);
    await expectWhole(s);
  });

  it('V1: says who changed what where somebody was faster', async () => {
    const { s, act } = await ground();
    const { id, version } = await putItem(s);
    granted(await act(staff, id, 'dispatch', { ownerId: PARTY.property, dueOn: '2026-11-27' }));
    expect(await actOnItem(s, staff, { itemId: id, act: 'decline', input: { reason: '重复' }, version })).toEqual({
      refused: 'item/changed',
      with: { who: staff.name, what: '派了单', whatEn: 'dispatched it' }
    });
  });

  it('does nothing for who may not see it, and takes no owner from elsewhere', async () => {
    const { s, act } = await ground();
    const { id } = await putItem(s);
    expect(await act(property, id, 'note', { reason: '看看' })).toEqual({ refused: 'item/absent' });
    expect(await act({ ...staff, communityId: 'another' }, id, 'chase')).toEqual({ refused: 'item/absent' });
    expect(await act(staff, id, 'dispatch', { ownerId: 'nobody', dueOn: '2026-11-27' })).toEqual({
      refused: 'party/absent'
    });
    expect(await acts(s, id)).toEqual(['open']);
  });
});

describe('joint partners', () => {
  it('J1: each sees the item and does his own part, and no other’s', async () => {
    const { s, act } = await ground();
    const { id } = await putItem(s, { tier: 'complex' });
    granted(
      await act(staff, id, 'dispatch', {
        ownerId: PARTY.staff2!,
        dueOn: '2026-12-04',
        partners: [{ partyId: PARTY.property!, task: '清杂物', dueOn: '2026-11-30' }]
      })
    );
    expect(granted(await listItems(s, property, {})).items.map((line) => line.id)).toEqual([id]);
    expect(await act(property, id, 'finish-part', { partyId: PARTY.staff2!, reason: '好了' })).toEqual({
      refused: 'right/missing'
    });
    granted(await act(property, id, 'accept-part', { partyId: PARTY.property! }));
    granted(await act(property, id, 'finish-part', { partyId: PARTY.property!, reason: '清完了' }));
    expect(await act(property, id, 'finish', { reason: '好了' })).toEqual({ refused: 'right/missing' });
    await expectWhole(s);
  });

  it('J2: the lead cannot finish over a partner who has not, until the office releases him with a reason', async () => {
    const { s, act } = await ground();
    const { id } = await putItem(s);
    const partners = [{ partyId: PARTY.property!, task: '清杂物', dueOn: null }];
    granted(await act(staff, id, 'dispatch', { ownerId: PARTY.staff2!, dueOn: '2026-12-04', partners }));
    granted(await act(staff, id, 'accept'));
    expect(await act(staff, id, 'finish', { reason: '办好了' })).toEqual({
      refused: 'item/parts-open',
      with: { count: 1 }
    });
    granted(await act(property, id, 'return-part', { partyId: PARTY.property!, reason: '不是我们的' }));
    expect(await act(staff, id, 'finish', { reason: '办好了' })).toMatchObject({ refused: 'item/parts-open' });
    granted(await act(staff, id, 'release-part', { partyId: PARTY.property!, reason: '改由社区清' }));
    granted(await act(staff, id, 'finish', { reason: '办好了' }));
    expect(granted(await listItems(s, property, {})).total).toBe(0);
    await expectWhole(s);
  });
});

describe('merging and splitting', () => {
  it('M1: the one that goes keeps its number and its history, and leads to the other', async () => {
    const { s } = await ground();
    const one = await putItem(s, { title: '灯不亮' });
    const two = await putItem(s, { title: '二楼灯不亮' });
    granted(await mergeItems(s, staff, { itemId: two.id, intoId: one.id }));
    expect(await row(s, two.id)).toMatchObject({ state: 'merged', mergedInto: one.id, number: two.number });
    expect(granted(await getItem(s, staff, one.id)).absorbed).toMatchObject([{ number: two.number }]);
    expect(await acts(s, one.id)).toEqual(['open', 'merge-from']);
    granted(await unmergeItem(s, staff, { itemId: two.id, reason: '是另一盏灯' }));
    expect(await row(s, two.id)).toMatchObject({ state: 'open', mergedInto: null });
    expect(await acts(s, one.id)).toEqual(['open', 'merge-from', 'split']);
    await expectWhole(s);
  });

  it('M2: goes into nothing that has ended, into itself, or into what is not there, and then nothing is written', async () => {
    const { s, act } = await ground();
    const one = await putItem(s);
    const two = await putItem(s);
    granted(await act(staff, two.id, 'decline', { reason: '不归社区管' }));
    for (const intoId of [two.id, one.id, 'nothing'])
      expect(await mergeItems(s, staff, { itemId: one.id, intoId })).toEqual({ refused: 'item/no-target' });
    expect(await acts(s, one.id)).toEqual(['open']);
  });

  it('M3: a matter that stood within another becomes one of its own, with a number and a clock', async () => {
    const { s } = await ground();
    const one = await putItem(s, { title: '灯不亮，门也坏了' });
    s.wait(2 * DAY);
    const made = granted(
      await splitItem(s, staff, { itemId: one.id, title: '单元门坏了', detail: '', reason: '要找另一家修' })
    );
    expect(made).toMatchObject({
      splitFrom: one.id,
      number: '2026-0002',
      raisedBy: one.raisedBy,
      limitOn: '2026-11-27'
    });
    expect(await acts(s, one.id)).toEqual(['open', 'split']);
    await expectWhole(s);
  });
});

describe('amending', () => {
  it('A1: keeps what stood there before, and another tier has another limit from the same day', async () => {
    const { s } = await ground();
    const { id } = await putItem(s, { tier: 'simple' });
    s.wait(DAY);
    granted(await amendItem(s, staff, { itemId: id, tier: 'complex', title: '楼道灯全不亮' }));
    expect(await row(s, id)).toMatchObject({ tier: 'complex', title: '楼道灯全不亮', limitOn: '2026-12-14' });
    const last = granted(await getItem(s, staff, id)).events.at(-1)!;
    expect(last.detail).toMatchObject({ changed: { title: { from: '楼道灯不亮', to: '楼道灯全不亮' } } });
    expect(granted(await listItems(s, staff, { q: '全不亮' })).total).toBe(1);
    expect(await amendItem(s, staff, { itemId: id, tier: 'complex' })).toBeNull();
    await expectWhole(s);
  });
});

describe('any sequence of acts by anybody', () => {
  const input = fc.record(
    {
      ownerId: fc.constantFrom(PARTY.property!, PARTY.staff2!),
      dueOn: fc.constantFrom('2026-11-27', '2027-03-01'),
      reason: fc.constantFrom('等配件', ''),
      answer: fc.constant('十点半'),
      rating: fc.constant({ speed: 5, effect: 4, attitude: 3 }),
      partners: fc.constant([{ partyId: PARTY.property!, task: '清杂物', dueOn: null }]),
      partyId: fc.constantFrom(PARTY.property!, PARTY.staff2!),
      ask: fc.constant({ what: 'hold' as const, day: '2026-12-09' }),
      reviewOn: fc.constant('2026-12-09')
    },
    { requiredKeys: ['reason'] }
  );
  const step = fc.record({
    who: fc.constantFrom('staff', 'staff2', 'secretary', 'partner', 'facilitator'),
    act: fc.constantFrom(...PLAIN_ACTS, 'merge' as const, 'unmerge' as const, 'split' as const, 'tier' as const),
    on: fc.nat(2),
    input,
    days: fc.nat(2)
  });

  it('T9: leaves every chain whole, every row as its history says, and nothing in hand without a role that owes it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const s = await makeGround();
        const ids = [(await putItem(s)).id, (await putItem(s)).id, (await putItem(s, { tier: 'complex' })).id];
        for (const { who, act, on, input, days } of steps) {
          s.wait(days * DAY);
          const by = caller(who);
          const itemId = ids[on]!;
          if (act === 'merge') await mergeItems(s, by, { itemId, intoId: ids[(on + 1) % 3]! });
          else if (act === 'unmerge') await unmergeItem(s, by, { itemId, reason: input.reason });
          else if (act === 'split') await splitItem(s, by, { itemId, title: '另一件', detail: '', reason: '分开办' });
          else if (act === 'tier') await amendItem(s, by, { itemId, tier: on ? 'standard' : 'complex' });
          else {
            const before = await row(s, itemId);
            // What the act does not ask for is refused (rule T11).
            const told: ActInput = { ...input };
            for (const key of unaskedInput(act, told)) delete told[key];
            const done = await actOnItem(s, by, { itemId, act, input: told });
            if (refused(done)) expect(await row(s, itemId)).toEqual(before);
          }
        }
        for (const one of await s.store.q.select().from(item).all()) {
          if (['dispatched', 'handling', 'held', 'finished'].includes(one.state)) expect(one.ownerId).not.toBeNull();
          expect(one.deadlineOn).toBe(one.dueOn ?? one.limitOn);
        }
        await expectWhole(s);
      }),
      { numRuns: 12 }
    );
  }, 60_000);
});
