import { and, eq } from 'drizzle-orm';
import { describe, expect, it, vi } from 'vitest';
import type { PlainAct } from '$lib/domain/ledger/acts';
import type { ActInput } from '$lib/domain/ledger/item-state';
import type { Query } from '../../../server/db/store';
import {
  actOnItem,
  chaseDaily,
  chaseItems,
  chaseStep,
  startChasing,
  mergeItems,
  tellChased,
  type ActHearer,
  type Note,
  type Tell
} from '../../../server/ledger';
import { chaseRun, item, itemEvent } from '../../../server/ledger/tables';
import { community, party } from '../../../server/community/tables';
import { ACCOUNT, COMMUNITY, PARTY } from '../../../server/seed/fixtures';
import { caller, makeGround } from '../../support/ground';
import { expectWhole, granted, putItem, putItems } from './support';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const staff = caller('staff');
const property = caller('partner');
const OFFICE = { office: true };
const OWNER = { partyId: PARTY.property };
const SECRETARY = { accountId: ACCOUNT.secretary };

/** What was told; the same occasion once, as the outbox of the notices keeps it. */
function outbox() {
  const told: Note[] = [];
  const keys = new Set<string>();
  const tell: Tell = async (q, note) => {
    if (note.oncePer !== undefined && keys.has(note.oncePer)) return null;
    if (note.oncePer !== undefined) keys.add(note.oncePer);
    told.push(note);
    return String(told.length);
  };
  return { told, tell, said: () => told.map(({ kind, to, values }) => [values.title, kind, to, values.days]) };
}

async function ground() {
  const box = outbox();
  // Of a chase by hand the same box hears.
  const hear: ActHearer = async (q, { event: { act, at }, row, input, by }) => {
    if (act === 'chase')
      await tellChased(q, row, { reason: input.reason ?? '', at, who: by.name, by: by.id, tell: box.tell });
  };
  const s = { ...(await makeGround()), hearers: [hear] };
  const put = async (title: string, ...acts: [PlainAct, ActInput, typeof staff?][]) => {
    const { id } = await putItem(s, { title });
    for (const [act, input, who = staff] of acts) granted(await actOnItem(s, who, { itemId: id, act, input }));
    return id;
  };
  const row = async (id: string) => (await s.store.q.select().from(item).where(eq(item.id, id)).get())!;
  const ups = async (id: string) =>
    await s.store.q
      .select()
      .from(itemEvent)
      .where(and(eq(itemEvent.itemId, id), eq(itemEvent.act, 'escalate')))
      .all();
  const chase = () => chaseDaily(s, COMMUNITY.id, box.tell);
  /** Forgets that the morning was gone through, as if the process had died before it noted so. */
  const unfinished = () => s.store.tx((q) => q.delete(chaseRun).run());
  return { s, put, row, ups, chase, unfinished, ...box };
}
const dispatch = (dueOn: string): [PlainAct, ActInput] => ['dispatch', { ownerId: PARTY.property, dueOn }];

describe('a morning’s chasing', () => {
  it('[K1][K2] reminds before the deadline, then goes up rung by rung, each once', async () => {
    const { s, put, row, ups, chase, told, said } = await ground();
    const id = await put('灯', dispatch('2026-11-25'), ['accept', {}]);
    expect(await chase()).toEqual({ day: '2026-11-23', looked: 0, told: 0, raised: 0 });
    s.wait(DAY);
    expect(await chase()).toEqual({ day: '2026-11-24', looked: 1, told: 1, raised: 0 });
    s.wait(2 * DAY);
    expect(await chase()).toEqual({ day: '2026-11-26', looked: 1, told: 2, raised: 1 });
    expect(said()).toEqual([
      ['灯', 'due-soon', OWNER, 1],
      ['灯', 'overdue', OWNER, 1],
      ['灯', 'escalated', OFFICE, 1]
    ]);
    expect((await row(id)).level).toBe(1);
    for (let day = 0; day < 5; day++) {
      s.wait(DAY);
      await chase();
    }
    expect(told.length).toBe(3);
    s.wait(DAY);
    expect(await chase()).toEqual({ day: '2026-12-02', looked: 1, told: 1, raised: 1 });
    expect(said().at(-1)).toEqual(['灯', 'escalated', SECRETARY, 5]);
    expect((await ups(id)).map(({ actorId, detail }) => [actorId, detail])).toEqual([
      ['system', { level: 1, daysLate: 1, deadlineOn: '2026-11-25' }],
      ['system', { level: 2, daysLate: 5, deadlineOn: '2026-11-25' }]
    ]);
    s.wait(DAY);
    await chase();
    expect(said().at(-1)).toEqual(['灯', 'overdue', OWNER, 6]);
    expect((await row(id)).level).toBe(2);
    await expectWhole(s);
  });

  it('[K15] a morning that was missed is made up for, in one step up', async () => {
    const { s, put, ups, chase, said } = await ground();
    const id = await put('灯', dispatch('2026-11-24'), ['accept', {}]);
    s.wait(8 * DAY);
    await chase();
    expect((await ups(id)).map(({ detail }) => detail.level)).toEqual([2]);
    expect(said().map(([, kind, to]) => [kind, to])).toEqual([
      ['overdue', OWNER],
      ['escalated', OFFICE],
      ['escalated', SECRETARY]
    ]);
  });

  it('[K3] what nobody owns goes to the office and up; so does what is with somebody who is gone', async () => {
    const { s, put, row, chase, said } = await ground();
    const first = await put('没人接');
    const second = await put('人走了', dispatch('2026-11-25'), ['accept', {}]);
    await s.store.tx((q) => q.update(party).set({ active: false }).where(eq(party.id, PARTY.property!)).run());
    s.wait(3 * DAY);
    await chase();
    expect(said()).toEqual([
      ['没人接', 'overdue', OFFICE, 1],
      ['人走了', 'overdue', OFFICE, 1]
    ]);
    expect([(await row(first)).level, (await row(second)).level]).toEqual([1, 1]);
  });

  it('[K4][K5] who has not accepted, a late part, a hold to look at, a question without an answer', async () => {
    const { s, put, chase, said } = await ground();
    const far = dispatch('2026-12-20');
    await put('没接单', far);
    await put(
      '联办晚了',
      far,
      ['accept', {}],
      ['add-part', { partners: [{ partyId: PARTY.staff!, task: '出梯子', dueOn: '2026-11-24' }] }]
    );
    await put('挂账', far, ['accept', {}], ['hold', { reason: '等配件', reviewOn: '2026-11-25' }]);
    await put(
      '要延期',
      far,
      ['accept', {}],
      ['ask', { ask: { what: 'extend', day: '2027-01-04' }, reason: '等配件' }, property]
    );
    s.wait(2 * DAY);
    await chase();
    const partner = { partyId: PARTY.staff };
    expect(said().sort()).toEqual(
      [
        ['没接单', 'not-accepted', OWNER, 1],
        ['没接单', 'not-accepted', OFFICE, 1],
        ['联办晚了', 'part-due', partner, 1],
        ['联办晚了', 'part-due', OFFICE, 1],
        ['挂账', 'review-due', OFFICE, 0],
        ['要延期', 'ask-waits', OFFICE, 1]
      ].sort()
    );
  });

  it('[K14] leaves alone what has ended, merged, is finished or declined', async () => {
    const { s, put, chase, told } = await ground();
    const done: [PlainAct, ActInput][] = [dispatch('2026-11-24'), ['accept', {}], ['finish', { reason: '好了' }]];
    await put('办结', ...done);
    await put('核实', ...done, ['verify', {}]);
    await put('谢绝', ['decline', { reason: '不在社区范围' }]);
    const into = await put('并到这里', dispatch('2026-12-20'), ['accept', {}]);
    granted(await mergeItems(s, staff, { itemId: await put('并走的'), intoId: into }));
    s.wait(10 * DAY);
    await chase();
    expect(told).toEqual([]);
  });

  it('[K1] is quiet on a day off', async () => {
    const { s, put, chase, told } = await ground();
    await put('灯');
    s.wait(5 * DAY);
    expect(await chase()).toBeNull();
    expect(told).toEqual([]);
  });

  it('[K15] two at once, one after the other, and one after a crash change and tell nothing twice', async () => {
    const { s, put, ups, chase, unfinished, told } = await ground();
    const ids = [await put('灯', dispatch('2026-11-25'), ['accept', {}]), await put('没人接')];
    s.wait(3 * DAY);
    await Promise.all([chase(), chase()]);
    expect(told.length).toBe(3);
    expect(await chase()).toBeNull();
    await unfinished();
    expect(await chase()).toMatchObject({ looked: 2, told: 0, raised: 0 });
    expect(told.length).toBe(3);
    for (const id of ids) expect((await ups(id)).length).toBe(1);
    await expectWhole(s);
  });

  it('[K15] goes on in batches where the process died in the middle', async () => {
    const { s, tell, row, unfinished } = await ground();
    const made = await putItems(
      s,
      Array.from({ length: 23 }, (_, n) => ({ title: `第${n}件` }))
    );
    const ids = made.map(({ id }) => id);
    const levels = async () => (await Promise.all(ids.map(row))).map(({ level }) => level);
    s.wait(3 * DAY);
    let left = 15;
    const dying: Tell = async (q: Query, note) => {
      if (left-- === 0) throw new Error('the power went');
      return await tell(q, note);
    };
    await expect(chaseDaily(s, COMMUNITY.id, dying, 10)).rejects.toThrow('the power went');
    expect(await s.store.q.select().from(chaseRun).all()).toEqual([]);
    expect((await levels()).filter((level) => level === 1).length).toBe(10);
    expect(await chaseDaily(s, COMMUNITY.id, tell, 10)).toMatchObject({ looked: 23, raised: 13 });
    expect((await levels()).every((level) => level === 1)).toBe(true);
    await unfinished();
    expect(await chaseDaily(s, COMMUNITY.id, tell, 10)).toMatchObject({ looked: 23, raised: 0 });
    await expectWhole(s);
  });
});

describe('the clock of the mornings', () => {
  it('[K1] chases once a working morning from 08:30, each community by its own time, and one that fails keeps none from its own', async () => {
    const { s, put, tell, told } = await ground();
    await put('灯', dispatch('2026-11-24'));
    const other = {
      ...(await s.store.q.select().from(community).get())!,
      id: 'other',
      name: '别处',
      timeZone: 'Pacific/Auckland'
    };
    await s.store.tx((q) => q.insert(community).values(other).run());
    // Ten in the morning; back to half past six of the next day.
    s.wait(DAY - 3.5 * HOUR);
    await chaseStep(s, tell);
    const runs = async () =>
      (await s.store.q.select().from(chaseRun).all()).map(({ communityId, day }) => [communityId, day]);
    expect(await runs()).toEqual([['other', '2026-11-24']]);
    s.wait(2 * HOUR);
    const failing: Tell = () => Promise.reject(new Error('no outbox'));
    await chaseStep(s, failing);
    expect(await runs()).toHaveLength(1);
    await chaseStep(s, tell);
    await chaseStep(s, tell);
    expect(await runs()).toEqual([
      ['other', '2026-11-24'],
      [COMMUNITY.id, '2026-11-24']
    ]);
    expect(told.map(({ kind }) => kind)).toEqual(['due-soon']);
  });

  it('looks at once and every minute, never twice at a time, and stops when it is told', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const { s, put, tell, told } = await ground();
      await put('灯', dispatch('2026-11-24'));
      s.wait(DAY - 2 * HOUR);
      const stop = startChasing(s, tell);
      vi.advanceTimersByTime(60_000);
      await stop();
      expect(told).toEqual([]);
      s.wait(HOUR);
      const again = startChasing(s, tell);
      await again();
      expect(told.length).toBe(1);
      vi.advanceTimersByTime(600_000);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('chasing by hand', () => {
  it('[K6] is written down, reaches whoever owes it, and is not done twice in a row without a word', async () => {
    const { s, put, row, said } = await ground();
    const id = await put('灯', dispatch('2026-11-25'), ['accept', {}]);
    const nobody = await put('没人接');
    const ended = await put('谢绝', ['decline', { reason: '不在社区范围' }]);
    const chase = (reason = '') => chaseItems(s, caller('staff2'), [id, nobody, ended, 'made-up', id], { reason });
    const first = granted(await chase());
    expect(first.map(({ id: of, refusal }) => [of, refusal?.refused ?? null])).toEqual([
      [id, null],
      [nobody, null],
      [ended, 'item/not-now'],
      ['made-up', 'item/absent']
    ]);
    expect(said()).toEqual([
      ['灯', 'chased', OWNER, undefined],
      ['没人接', 'chased', OFFICE, undefined]
    ]);
    expect(await row(id)).toMatchObject({ chases: 1, chasedAt: s.now().toISOString() });
    const again = granted(await chase());
    const just = { refused: 'item/just-chased', with: { who: caller('staff2').name } };
    expect(again[0]!.refusal).toEqual(just);
    expect(await actOnItem(s, staff, { itemId: id, act: 'chase', input: {} })).toEqual(just);
    granted(await actOnItem(s, staff, { itemId: id, act: 'chase', input: { reason: '又跌了一位老人' } }));
    s.wait(4 * HOUR);
    expect(granted(await chase())[0]!.refusal).toBeNull();
    expect((await row(id)).chases).toBe(3);
    await expectWhole(s);
  });

  it('is the office’s alone, and takes so many at a time', async () => {
    const { s, put, told } = await ground();
    const id = await put('灯', dispatch('2026-11-25'));
    const results = granted(await chaseItems(s, property, [id]));
    expect(results[0]!.refusal).toEqual({ refused: 'right/missing' });
    const many = Array.from({ length: 201 }, (_, n) => String(n));
    expect(await chaseItems(s, staff, many)).toMatchObject({ fields: { ids: 'field/too-long' } });
    expect(await chaseItems(s, staff, [])).toMatchObject({ fields: { ids: 'field/missing' } });
    expect(told).toEqual([]);
  });
});
