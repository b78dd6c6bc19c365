import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { getItem, listItems } from '../../../server/ledger';
import { checkTablets, createTabletBacklogs, meetingRecord, procedureOf, saidOfItem } from '../../../server/meetings';
import { paperSource } from '../../../server/papers/source';
import { findMeeting } from '../../../server/meetings';
import { COMMUNITY } from '../../../server/seed/fixtures';
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
