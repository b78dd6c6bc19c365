import { describe, expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import { actOnItem, eachItem, listItems } from '../../../server/ledger';
import { finding, type Finding } from '../../../server/ledger/finding';
import { placeOf, type Place } from '../../../server/ledger/item-order';
import { rowsFrom } from '../../../server/ledger/list-items';
import { writeSearchRow } from '../../../server/ledger/search-row';
import { item } from '../../../server/ledger/tables';
import { communityTerm } from '$lib/domain/search/terms';
import { indexAnew, searchEverything } from '../../../server/search';
import { COMMUNITY, PARTY } from '../../../server/seed/fixtures';
import { caller, makeGround, type TestGround } from '../../support/ground';
import { granted, putItem } from '../ledger/support';
import { say, sit } from './support';

const staff = caller('staff');
const titles = async (s: TestGround, q: string, who = staff) =>
  granted(await listItems(s, who, { q })).items.map(({ title }) => title);

describe('an item', () => {
  it('F1, F2, F3: is found by what its title is called, spelled or abbreviated', async () => {
    const s = await makeGround();
    await putItem(s, { title: '9号楼楼道灯不亮' });
    for (const q of ['楼道灯', 'loudaodeng', 'loudaod', 'ld', 'lddbl', '9hl', '9haolou', 'LOUDAO', '楼道 bl', 'dengbu'])
      expect(await titles(s, q), q).toEqual(['9号楼楼道灯不亮']);
    for (const q of ['oudao', 'aodeng', 'dl', 'lidao', 'xx', '楼道 xx']) expect(await titles(s, q), q).toEqual([]);
  });

  it('F4: is found by its owner’s name, as it is written and as it is said, and follows a change of owner', async () => {
    const s = await makeGround();
    const row = await putItem(s, { title: '换灯', ownerId: PARTY.property!, dueOn: '2026-12-01' });
    for (const q of ['暖巢', 'nuanchao', 'nc', 'wygs']) expect(await titles(s, q), q).toEqual(['换灯']);
    const input = { ownerId: PARTY.committee! };
    granted(await actOnItem(s, staff, { itemId: row.id, act: 'dispatch', input }));
    expect(await titles(s, 'nuanchao')).toEqual([]);
    expect(await titles(s, 'juweihui')).toEqual(['换灯']);
  });

  it('F5: is found first by its number, of this year or of any', async () => {
    const s = await makeGround();
    await putItem(s, { title: '去年的', year: 2025 });
    const row = await putItem(s, { title: '今年的' });
    for (let n = 0; n < 3; n++) await putItem(s, { title: `1号楼门口${n}` });
    const found = granted(await searchEverything(s, staff, '1'));
    expect(found.numbered.map(({ line }) => line.title)).toEqual(['今年的', '去年的']);
    expect(found.items.map(({ line }) => line.title).filter((title) => title.startsWith('1号楼'))).toHaveLength(3);
    expect(found.items.map(({ line }) => line.id)).not.toContain(row.id);
    for (const q of [row.number, '2026-1', '2026年1号']) {
      const { numbered } = granted(await searchEverything(s, staff, q));
      expect(
        numbered.map(({ line }) => line.title),
        q
      ).toEqual(['今年的']);
    }
  });

  it('F6: says where it was found', async () => {
    const s = await makeGround();
    await putItem(s, { title: '换灯', detail: '<b>老人</b>晚上看不清楼梯' });
    const [found] = granted(await searchEverything(s, staff, '老人')).items;
    expect(found!.where).toEqual({
      field: 'detail',
      pieces: [
        { text: '<b>', hit: false },
        { text: '老人', hit: true },
        { text: '</b>晚上看不清楼梯', hit: false }
      ]
    });
    expect(granted(await searchEverything(s, staff, 'hd')).items[0]!.title).toEqual([{ text: '换灯', hit: true }]);
  });
});

describe('a meeting', () => {
  it('F7: is found by its title and its lines, by those who may read them', async () => {
    const s = await makeGround();
    const meeting = await sit(s, '老槐树下议事会');
    await say(s, meeting, [
      { id: 'a', text: '路灯三天没亮' },
      { id: 'b', text: '两家为晾衣杆吵过路灯', withheld: 'mediation' }
    ]);
    const lines = async (q: string, who = staff) => {
      const found = granted(await searchEverything(s, who, q));
      return found.lines.map(({ id }) => id).sort();
    };
    expect(await lines('路灯')).toEqual(['a', 'b']);
    expect(await lines('路灯', caller('informant'))).toEqual(['a']);
    expect(await lines('路灯', caller('partner'))).toEqual([]);
    expect(await lines('路灯', caller('staff', { communityId: 'elsewhere' }))).toEqual([]);
    for (const q of ['槐树', 'laohuaishu', 'lhs']) {
      const found = granted(await searchEverything(s, staff, q));
      expect(
        found.meetings.map(({ title }) => title),
        q
      ).toEqual(['老槐树下议事会']);
    }
    expect(granted(await searchEverything(s, caller('partner'), '槐树')).meetings).toEqual([]);
    expect(await searchEverything(s, caller('partner', { partyId: null }), '路灯')).toEqual({
      refused: 'right/missing'
    });
  });

  it('is not found by a line that was taken back, but by what it says now', async () => {
    const s = await makeGround();
    const meeting = await sit(s, '议事会');
    await say(s, meeting, [{ id: 'a', text: '路灯坏了' }]);
    await say(s, meeting, [{ id: 'b', text: '井盖响' }]);
    const ids = async (q: string) => granted(await searchEverything(s, staff, q)).lines.map(({ id }) => id);
    expect(await ids('路灯')).toEqual([]);
    await say(s, meeting, [{ id: 'b', text: '井盖不响了' }]);
    expect([await ids('井盖响'), await ids('不响了')]).toEqual([[], ['b']]);
  });
});

describe('an index that was made in an older way', () => {
  it('is made anew in batches, goes on where it was broken off, and then rests', async () => {
    const s = await makeGround();
    for (let n = 0; n < 130; n++) await putItem(s, { title: `换灯${n}` });
    const meeting = await sit(s, '老槐树下议事会');
    await say(s, meeting, [{ id: 'a', text: '路灯三天没亮' }]);
    await s.store.tx(async (q) => {
      await q.run(sql`delete from search_index`);
      await q.run(sql`delete from item_search`);
      await q.run(sql`delete from diary_search`);
    });
    expect(await titles(s, 'huandeng')).toEqual([]);
    let batches = 0;
    await indexAnew(s, () => batches++ < 1);
    const half = granted(await listItems(s, staff, { q: 'huandeng', limit: 100 })).total;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(130);
    await indexAnew(s);
    expect(granted(await listItems(s, staff, { q: 'huandeng' })).total).toBe(130);
    const found = granted(await searchEverything(s, staff, '路灯'));
    expect(found.lines.map(({ id }) => id)).toEqual(['a']);
    expect(granted(await searchEverything(s, staff, 'lhs')).meetings).toHaveLength(1);
    const rest = await indexAnew(s);
    expect(rest).toBe(2);
  });
});

describe('a word that stands in another community’s ledger', () => {
  it('F9: is not looked at: the hits that are gathered are one’s own, and the community itself is no word', async () => {
    const s = await makeGround();
    await putItem(s, { title: '换灯' });
    const order = { by: 'created' as const, desc: true };
    const foreign = { ...(await s.store.q.select().from(item).limit(1).get())!, communityId: 'elsewhere' };
    await s.store.tx(async (q) => {
      for (let n = 0; n < 20; n++)
        await writeSearchRow(q, { ...foreign, id: `other-${n}`, title: '换灯', ownerId: null });
    });
    const own = (await finding(s.store.q, COMMUNITY.id, '换灯', { order, from: null }, 7))!;
    expect(own).toMatchObject({ all: true, few: true });
    expect(await finding(s.store.q, 'elsewhere', '换灯', { order, from: null }, 7)).toMatchObject({ all: false });
    for (const typed of [communityTerm(COMMUNITY.id), communityTerm(COMMUNITY.id).slice(0, 3), 'community'])
      expect(await titles(s, typed)).toEqual([]);
  });
});

describe('a word that stands in a large part of the ledger', () => {
  it('F8: gives the same pages as one that was asked of every item, in either direction', async () => {
    const s = await makeGround();
    for (let n = 0; n < 60; n++) {
      await putItem(s, { title: n % 3 ? `换灯${n}` : `井盖${n}` });
      if (n % 5 === 0) s.wait(700);
    }
    const lights = (titles: string[]) => titles.filter((title) => title.startsWith('换灯'));
    for (const desc of [true, false]) {
      const sort = { by: 'created' as const, desc };
      const all: string[] = [];
      for await (const page of granted(await eachItem(s, staff, { sort }))) all.push(...page.map(({ title }) => title));
      const seen: string[] = [];
      let from: Place | null = null;
      for (let pages = 0; pages < 40; pages++) {
        const found: Finding = (await finding(s.store.q, COMMUNITY.id, '换灯', { order: sort, from }, 7))!;
        const { found: fits, near, few: straight } = found;
        const rows = await rowsFrom(s.store.q, COMMUNITY.id, { fits, near, straight }, { order: sort, from, limit: 3 });
        seen.push(...rows.map((row) => row.item.title));
        if (rows.length < 3) break;
        from = placeOf(sort, rows.at(-1)!.item);
      }
      expect(seen).toEqual(lights(all));
    }
  });
});
