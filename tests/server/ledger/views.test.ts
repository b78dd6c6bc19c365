import { and, asc, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { PlainAct } from '$lib/domain/ledger/acts';
import type { ActInput } from '$lib/domain/ledger/item-state';
import { actOnItem, viewCondition, viewCounts, VIEWS, type ViewKey } from '../../../server/ledger';
import { item } from '../../../server/ledger/tables';
import { visibleTo } from '../../../server/ledger/visible';
import { COMMUNITY, PARTY } from '../../../server/seed/fixtures';
import { caller, makeGround } from '../../support/ground';
import { granted, putItem } from './support';

const staff = caller('staff');
const property = caller('partner');
const MONDAY = '2026-11-23';

/** Each item is named by its title. */
async function ground() {
  const s = await makeGround();
  const put = async (title: string, ...acts: [PlainAct, ActInput, typeof staff?][]) => {
    const { id } = await putItem(s, { title });
    for (const [act, input, who = staff] of acts) granted(await actOnItem(s, who, { itemId: id, act, input }));
    return id;
  };
  const inView = async (key: ViewKey, who = staff, today = MONDAY) => {
    const { q } = s.store;
    return (
      await q
        .select({ title: item.title })
        .from(item)
        .where(
          and(eq(item.communityId, COMMUNITY.id), visibleTo(q, who) ?? undefined, viewCondition(q, key, who, today))
        )
        .orderBy(asc(item.title))
        .all()
    ).map(({ title }) => title);
  };
  return { s, put, inView };
}

const dispatch = (dueOn: string, ownerId = PARTY.property!): [PlainAct, ActInput] => ['dispatch', { ownerId, dueOn }];

describe('saved views', () => {
  it('[K7] mine: what I have promised and not kept, and my open parts', async () => {
    const { put, inView } = await ground();
    await put('甲 派给物业', dispatch('2026-11-27'));
    await put('乙 派给别人', dispatch('2026-11-27', PARTY.staff!));
    await put('丙 办完', dispatch('2026-11-27'), ['accept', {}], ['finish', { reason: '换好了' }]);
    await put('丁 联办', dispatch('2026-11-27', PARTY.staff!), [
      'add-part',
      { partners: [{ partyId: PARTY.property!, task: '出梯子', dueOn: null }] }
    ]);
    await put('戊 退回', dispatch('2026-11-27'), ['return', { reason: '不归我们' }, property]);
    await put(
      '己 挂起',
      dispatch('2026-11-27'),
      ['accept', {}],
      ['hold', { reason: '等配件', reviewOn: '2026-11-26' }]
    );
    expect(await inView('mine', property)).toEqual(['丁 联办', '己 挂起', '甲 派给物业']);
    expect(await inView('mine', { ...property, partyId: null })).toEqual([]);
  });

  it('[K8][K9] late begins the day after the deadline; due this week ends on Sunday; on hold is neither', async () => {
    const { put, inView } = await ground();
    await put('周五', dispatch('2026-11-27'));
    await put('周日', dispatch('2026-11-29'));
    await put('下周一', dispatch('2026-11-30'));
    await put('挂起', dispatch('2026-11-27'), ['accept', {}], ['hold', { reason: '等', reviewOn: '2026-12-26' }]);
    expect(await inView('week')).toEqual(['周五', '周日']);
    expect(await inView('late')).toEqual([]);
    expect(await inView('late', staff, '2026-11-28')).toEqual(['周五']);
    expect(await inView('week', staff, '2026-11-28')).toEqual(['周日']);
    expect(await inView('week', staff, '2026-11-29')).toEqual(['周日']);
  });

  it('[K10] nobody’s: never dispatched, returned, or reopened and not dispatched anew', async () => {
    const { put, inView } = await ground();
    await put('甲 新来的');
    await put('乙 退回', dispatch('2026-11-27'), ['return', { reason: '不归我们' }, property]);
    await put(
      '丙 重办',
      dispatch('2026-11-27'),
      ['accept', {}],
      ['finish', { reason: '好了' }],
      ['verify', {}],
      ['reopen', { reason: '又坏了' }]
    );
    await put('丁 在办', dispatch('2026-11-27'));
    await put('戊 谢绝', ['decline', { reason: '不在社区范围' }]);
    expect(await inView('nobody')).toEqual(['丙 重办', '乙 退回', '甲 新来的']);
  });

  it('[K11] waiting for an answer: asked, a part given back, finished and not verified', async () => {
    const { put, inView } = await ground();
    const until = { ask: { what: 'extend' as const, day: '2026-12-03' }, reason: '等灯具' };
    await put('甲 要延期', dispatch('2026-11-27'), ['accept', {}], ['ask', until, property]);
    await put('乙 待核实', dispatch('2026-11-27'), ['accept', {}], ['finish', { reason: '好了' }]);
    await put(
      '丙 联办退回',
      dispatch('2026-11-27', PARTY.staff!),
      ['add-part', { partners: [{ partyId: PARTY.property!, task: '出梯子', dueOn: null }] }],
      ['return-part', { partyId: PARTY.property!, reason: '没有梯子' }, property]
    );
    await put('丁 已核实', dispatch('2026-11-27'), ['accept', {}], ['finish', { reason: '好了' }], ['verify', {}]);
    await put('戊 在办', dispatch('2026-11-27'));
    expect(await inView('waiting')).toEqual(['丙 联办退回', '乙 待核实', '甲 要延期']);
  });

  it('[K12] on hold to review: from the day that was named', async () => {
    const { put, inView } = await ground();
    await put('挂起', dispatch('2026-11-27'), ['accept', {}], ['hold', { reason: '等', reviewOn: '2026-11-26' }]);
    expect(await inView('review', staff, '2026-11-25')).toEqual([]);
    expect(await inView('review', staff, '2026-11-26')).toEqual(['挂起']);
  });

  it('[K13] counts what each list holds, and an owner is shown his own alone', async () => {
    const { s, put, inView } = await ground();
    await put('甲', dispatch('2026-11-27'));
    await put('乙', dispatch('2026-11-27', PARTY.staff!));
    await put('丙');
    await put('丁', dispatch('2026-11-24'), ['accept', {}], ['finish', { reason: '好了' }]);
    s.wait(5 * 24 * 3_600_000);
    const saturday = '2026-11-28';
    const lengths: [ViewKey, number][] = [];
    for (const key of VIEWS) lengths.push([key, (await inView(key, staff, saturday)).length]);
    expect(await viewCounts(s, staff)).toEqual(Object.fromEntries(lengths));
    expect(granted(await viewCounts(s, staff))).toMatchObject({ mine: 1, late: 3, nobody: 1, waiting: 1 });
    expect(await viewCounts(s, property)).toEqual({ mine: 1, late: 1, week: 0 });
    expect(await viewCounts(s, { ...property, partyId: null })).toEqual({ refused: 'right/missing' });
  });
});
