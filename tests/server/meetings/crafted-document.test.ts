import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { getItem, listItems } from '../../../server/ledger';
import {
  checkTablets,
  createTabletBacklogs,
  findMeeting,
  joinMeetings,
  meetingRecord,
  procedureOf,
  publicItems,
  saidOfItem
} from '../../../server/meetings';
import { paperSource } from '../../../server/papers/source';
import { AgendaDocument } from '$lib/document/agenda-editing';
import { DisputesDocument, SIDES } from '$lib/document/disputes';
import { CATEGORIES, TIERS } from '$lib/domain/ledger/category';
import { item } from '../../../server/ledger/tables';
import { entry } from '../../../server/meetings/tables';
import { COMMUNITY, PARTY } from '../../../server/seed/fixtures';
import { caller } from '../../support/ground';
import { granted, holdMeeting, issueIdOf, writeIssue } from './support';

/** More than SQLite takes as variables of one statement. */
const MANY = 33_000;
const staff = caller('staff');

describe('a document that a writer made by hand', () => {
  it('with lists longer than any statement takes closes, and all that is read of it is still read', async () => {
    const held = await holdMeeting();
    const { ground, document } = held;
    const { doc } = document;
    const id = writeIssue(document, { title: '修灯' });
    doc.transact(() => {
      const entryIds = doc.getMap<Y.Map<unknown>>('issues').get(id)!.get('entryIds') as Y.Map<unknown>;
      for (let n = 0; n < MANY; n++) entryIds.set(`line-${n}`, true);
      for (let n = 0; n < MANY; n++) doc.getMap('misshapen-' + (n % 3)).set(`x${n}`, n);
    });
    await held.settle();
    const { items } = await held.close();
    expect(items).toHaveLength(1);
    const line = granted(await listItems(ground, staff, {})).items[0]!;
    const item = granted(await getItem(ground, staff, line.id));
    expect((await saidOfItem(ground, staff, item)).meeting?.id).toBe(held.id);
    expect(granted(await meetingRecord(ground, caller('facilitator'), held.id)).issues).toHaveLength(1);
    granted(await procedureOf(ground, staff, held.id, { minutesFinal: false }));
    granted(
      await checkTablets({ ...ground, backlogs: createTabletBacklogs(ground.now) }, caller('facilitator'), held.id)
    );
    const row = (await findMeeting(ground, COMMUNITY.id, held.id))!;
    expect((await paperSource(ground, row, 'zh-CN'))!.source.issues).toHaveLength(1);
    // Taken out again, each of them.
    doc.transact(() => {
      const entryIds = doc.getMap<Y.Map<unknown>>('issues').get(id)!.get('entryIds') as Y.Map<unknown>;
      for (const key of [...entryIds.keys()]) entryIds.delete(key);
    });
    await held.settle();
  });

  it('with as many pictures and lines is read as well, and forgets them as well', async () => {
    const held = await holdMeeting();
    const { ground, document } = held;
    const id = writeIssue(document, { title: '修灯' });
    document.doc.transact(() => {
      for (let n = 0; n < MANY; n++)
        document.addPhoto({ id: `p-${n}`, kind: 'photo', takenAt: '2026-11-23T02:10:00.000Z', by: 'x', issueId: id });
    });
    await held.settle();
    await held.close();
    const line = granted(await listItems(ground, staff, {})).items[0]!;
    const item = granted(await getItem(ground, staff, line.id));
    expect((await saidOfItem(ground, caller('facilitator'), item)).photos).toHaveLength(MANY);
    granted(
      await checkTablets({ ...ground, backlogs: createTabletBacklogs(ground.now) }, caller('facilitator'), held.id)
    );
    document.doc.transact(() => {
      const photos = document.doc.getMap('photos');
      for (const key of [...photos.keys()]) photos.delete(key);
    });
    await held.settle();
  });

  it.each([
    'a/b',
    '../other',
    '__proto__',
    'constructor',
    '0',
    "'; drop table item; --",
    '%',
    '💡',
    'x'.repeat(5_000),
    ' '
  ])('with the issue id %j has its item once, by its own words, and meets no other’s', async (id) => {
    const held = await holdMeeting();
    const { ground, document } = held;
    const kept = writeIssue(document, { title: '别的事' });
    const made = writeIssue(document, { title: '怪号的事' });
    document.doc.transact(() => {
      const issues = document.doc.getMap<Y.Map<unknown>>('issues');
      issues.set(id, issues.get(made)!.clone());
      issues.delete(made);
    });
    await held.settle();
    await held.close();
    await held.settle();
    const { items } = granted(await listItems(ground, staff, {}));
    const titles = items.map(({ title }) => title).sort();
    expect(titles.filter((title) => title === '别的事')).toHaveLength(1);
    expect(titles.filter((title) => title === '怪号的事').length).toBeLessThanOrEqual(1);
    for (const line of items) {
      const item = granted(await getItem(ground, staff, line.id));
      expect((await saidOfItem(ground, staff, item)).meeting?.id).toBe(held.id);
      expect([kept, id]).toContain(issueIdOf(line));
    }
  });
});

describe('a late item that follows its tablet', () => {
  it.each([
    { dueOn: '0001-01-01' },
    { dueOn: '9999-12-31' },
    { tier: 'weird' },
    { tier: '__proto__' },
    { category: 'x'.repeat(300) },
    { ownerId: 'nobody' },
    { venueId: 'nowhere' },
    { supporters: 1e300 },
    { raisedBy: 7 }
  ])(
    'takes from it what the ledger knows: %j neither stops the meeting’s words nor stands in the ledger',
    async (patch) => {
      const held = await holdMeeting();
      const { ground, document } = held;
      await held.settle();
      await held.close();
      const id = writeIssue(document, { title: '晚到的事' });
      await held.settle();
      document.doc.transact(() => {
        for (const [key, value] of Object.entries(patch))
          document.doc.getMap<Y.Map<unknown>>('issues').get(id)!.set(key, value);
      });
      document.addEntry({ kind: 'voice', speaker: '林奶奶', text: '后来说的', by: 'x' });
      await held.settle();
      expect((await ground.store.q.select().from(entry).all()).map(({ text }) => text)).toEqual(['后来说的']);
      const row = (await ground.store.q.select().from(item).all())[0]!;
      expect(TIERS).toContain(row.tier);
      expect([null, ...CATEGORIES, '']).toContain(row.category);
      if (row.ownerId) expect(Object.values(PARTY)).toContain(row.ownerId);
      expect(row.venueId).not.toBe('nowhere');
      if (row.dueOn) expect(row.dueOn).toMatch(/^2\d/);
    }
  );
});

describe('a dispute', () => {
  const check = { checkerId: PARTY.facilitator!, checkOn: '2026-12-20' };

  it('under whose id somebody has put an issue does not keep its meeting from closing', async () => {
    const held = await holdMeeting();
    const { ground, document } = held;
    const disputes = new DisputesDocument(document.doc, 'own');
    const sheet = disputes.open('step', '2026-11-23T02:00:00.000Z');
    disputes.set(sheet, check);
    const other = writeIssue(document, { title: '别的' });
    document.doc.transact(() => {
      const issues = document.doc.getMap<Y.Map<unknown>>('issues');
      issues.set(sheet, issues.get(other)!.clone());
    });
    await held.settle();
    await held.close();
    await held.settle();
    const rows = await ground.store.q.select().from(item).all();
    expect(rows.filter(({ originId }) => originId?.endsWith(sheet))).toHaveLength(1);
  });

  it('[M3] whose consent is taken back after the close goes from what is public', async () => {
    const held = await holdMeeting();
    const { ground, document } = held;
    const step = new AgendaDocument(document.doc, 'own').add('调解', 20, null, 'mediation');
    const disputes = new DisputesDocument(document.doc, 'own');
    const sheet = disputes.open(step, '2026-11-23T02:00:00.000Z');
    disputes.text(sheet, 'topic')!.insert(0, '楼上漏水');
    disputes.text(sheet, 'agreed')!.insert(0, '两家各出一半');
    disputes.set(sheet, check);
    for (const side of SIDES) disputes.consent(sheet, side, { at: '2026-11-23T02:30:00.000Z', by: 'x' });
    await held.settle();
    await held.close();
    const shown = async () => (await ground.store.q.select().from(item).where(publicItems()).all()).length;
    expect(await shown()).toBe(1);
    disputes.consent(sheet, 'A', null);
    await held.settle();
    expect(await shown()).toBe(0);
  });
});

describe('two closed meetings', () => {
  it('that each have an item of an issue of the same id are joined, and both items stay', async () => {
    const one = await holdMeeting();
    const s = one.ground;
    const two = await holdMeeting('二', s);
    const a = writeIssue(one.document, { title: '甲' });
    const b = writeIssue(two.document, { title: '乙' });
    two.document.doc.transact(() => {
      const issues = two.document.doc.getMap<Y.Map<unknown>>('issues');
      issues.set(a, issues.get(b)!.clone());
      issues.delete(b);
    });
    for (const held of [one, two]) await held.settle();
    for (const held of [one, two]) await held.close();
    await joinMeetings(s, staff, one.id, two.id);
    await s.hub.settle(two.name);
    const { items } = granted(await listItems(s, staff, {}));
    expect(items.map(({ title }) => title).sort()).toEqual(['乙', '甲'].sort());
  });
});
