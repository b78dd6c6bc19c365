import { describe, expect, it } from 'vitest';
import { replay, type ActEvent } from '$lib/domain/ledger/transitions';
import { decideLateChange, getItem, listItems, type ItemPage } from '../../../server/ledger';
import { item, itemEvent, lateChange } from '../../../server/ledger/tables';
import { meetingRecord, saidOfItem } from '../../../server/meetings';
import { entry } from '../../../server/meetings/tables';
import { ACCOUNT, PARTY } from '../../../server/seed/fixtures';
import { caller } from '../../support/ground';
import { granted, holdMeeting, rewrite, writeIssue, type Held, issueIdOf } from './support';

const staff = caller('staff');

async function itemOf(held: Held, issueId: string): Promise<ItemPage> {
  const { items } = granted(await listItems(held.ground, staff, { limit: 100 }));
  return granted(await getItem(held.ground, staff, items.find((line) => issueIdOf(line) === issueId)!.id));
}
const values = (page: ItemPage) =>
  page.lateChanges.map(({ field, ledgerValue, tabletValue }) => [field, ledgerValue, tabletValue]);

describe('a tablet that comes back after the close', () => {
  it('L1: brings lines of the diary that join it, and an issue that becomes an item marked late, once', async () => {
    const held = await holdMeeting();
    writeIssue(held.document, { title: '会上的' });
    const tablet = held.away();
    const lineId = tablet.addEntry({ kind: 'voice', speaker: '乙', text: '井盖响', by: 'x' });
    const issueId = tablet.issueFromEntry(lineId)!;
    await held.close();

    held.ground.hub.bring(held.name, tablet.doc);
    await held.settle();
    await held.settle();
    const { items } = granted(await listItems(held.ground, staff, { late: true }));
    expect(items).toHaveLength(1);
    expect(issueIdOf(items[0]!)).toBe(issueId);
    expect(items[0]).toMatchObject({ title: '井盖响', late: true, state: 'open', number: '2026-0002' });
    expect((await held.ground.store.q.select().from(entry).all()).map((row) => row.text)).toEqual(['井盖响']);
    const { entries } = await saidOfItem(held.ground, staff, await itemOf(held, issueId));
    expect(entries[0]!.text).toBe('井盖响');
  });

  it('L1: waits with an issue until it has words, and lets it follow its tablet while nobody has touched it', async () => {
    const held = await holdMeeting();
    await held.close();
    const id = held.document.addIssue();
    await held.settle();
    expect(granted(await listItems(held.ground, staff, {})).total).toBe(0);
    rewrite(held.document, id, 'title', '井');
    await held.settle();
    rewrite(held.document, id, 'title', '井盖响');
    held.document.setIssue(id, { ownerId: PARTY.property!, dueOn: '2026-12-05' });
    await held.settle();
    const page = await itemOf(held, id);
    expect(page).toMatchObject({ title: '井盖响', ownerName: '暖巢物业公司', dueOn: '2026-12-05', lateChanges: [] });
    expect(granted(await listItems(held.ground, staff, { q: '盖响' })).total).toBe(1);
    expect(replay(page.events as unknown as ActEvent[])).toMatchObject({
      state: 'open',
      ownerId: PARTY.property,
      dueOn: '2026-12-05'
    });
  });

  it('R3: makes an item of what stood unconfirmed once it is confirmed, and of nothing else that stood there', async () => {
    const held = await holdMeeting();
    const waiting = writeIssue(held.document, { title: '还没念到', confirmed: false });
    const dropped = writeIssue(held.document, { title: '不提了', outcome: 'dropped' });
    await held.close();
    rewrite(held.document, waiting, 'title', '还没念到的');
    await held.settle();
    expect(granted(await listItems(held.ground, staff, {})).total).toBe(0);
    held.document.confirmIssue(waiting, '2026-11-23T03:00:00.000Z');
    held.document.setIssue(dropped, { outcome: 'ledger' });
    await held.settle();
    const { items } = granted(await listItems(held.ground, staff, {}));
    expect(items.map((line) => [issueIdOf(line), line.late]).sort()).toEqual(
      [
        [waiting, true],
        [dropped, true]
      ].sort()
    );
  });

  it('L2: shows a change to a promise with both values, keeps it up to date, and withdraws it when it turns back', async () => {
    const held = await holdMeeting();
    const id = writeIssue(held.document, { title: '换灯' });
    await held.close();
    rewrite(held.document, id, 'title', '换成声控灯');
    held.document.setIssue(id, { ownerId: PARTY.committee!, dueOn: '2026-12-20' });
    await held.settle();
    let page = await itemOf(held, id);
    expect(page).toMatchObject({ title: '换灯', ownerId: PARTY.property, dueOn: '2026-12-01' });
    expect(values(page).sort()).toEqual(
      [
        ['title', '换灯', '换成声控灯'],
        ['ownerId', PARTY.property, PARTY.committee],
        ['dueOn', '2026-12-01', '2026-12-20']
      ].sort()
    );
    rewrite(held.document, id, 'title', '全换成声控灯');
    held.document.setIssue(id, { ownerId: PARTY.property!, dueOn: null });
    await held.settle();
    page = await itemOf(held, id);
    expect(values(page).sort()).toEqual(
      [
        ['title', '换灯', '全换成声控灯'],
        ['dueOn', '2026-12-01', '']
      ].sort()
    );
    const owner = granted(await getItem(held.ground, caller('partner'), page.id));
    expect([owner.title, owner.lateChanges]).toEqual(['换灯', []]);
    const record = granted(await meetingRecord(held.ground, staff, held.id));
    expect(record.lateChanges.map((change) => change.field).sort()).toEqual(['dueOn', 'title']);
    expect((await itemOf(held, id)).events).toHaveLength(1);
  });

  it('L4: takes nothing out of the ledger or the record by undo', async () => {
    const held = await holdMeeting();
    const id = writeIssue(held.document, { title: '会上的' });
    await held.close();
    const late = held.document.addIssue({ title: '晚到的' });
    await held.settle();
    held.document.removeIssue(late);
    held.document.removeIssue(id);
    await held.settle();
    expect(granted(await listItems(held.ground, staff, {})).total).toBe(2);
    const { items } = await held.close();
    expect(items.map(issueIdOf)).toEqual([id]);
  });

  it('changes nothing where nothing changed', async () => {
    const held = await holdMeeting();
    writeIssue(held.document, { title: '会上的', category: null, ownerId: 'nobody', detail: ' ' });
    await held.close();
    const before = await held.ground.store.q.select().from(item).all();
    await held.settle();
    await held.settle();
    expect(await held.ground.store.q.select().from(item).all()).toEqual(before);
    expect(await held.ground.store.q.select().from(lateChange).all()).toEqual([]);
  });
});

describe('staff decide on a late change', () => {
  async function changed() {
    const held = await holdMeeting();
    const id = writeIssue(held.document, { title: '换灯' });
    await held.close();
    rewrite(held.document, id, 'title', '换成声控灯');
    held.document.setIssue(id, { dueOn: '2026-12-20' });
    await held.settle();
    const page = await itemOf(held, id);
    return { held, id, page, itemId: page.id };
  }

  it('L3: taking it changes the item, its search and its history, which replays to where it stands', async () => {
    const { held, id, itemId, page } = await changed();
    for (const [field, tabletValue] of [
      ['title', '换成声控灯'],
      ['dueOn', '2026-12-20']
    ] as const)
      granted(await decideLateChange(held.ground, staff, { itemId, field, decision: 'take', tabletValue }));
    const after = await itemOf(held, id);
    expect(after).toMatchObject({
      title: '换成声控灯',
      dueOn: '2026-12-20',
      lateChanges: [],
      version: page.version + 2
    });
    expect(granted(await listItems(held.ground, staff, { q: '声控' })).total).toBe(1);
    expect(after.events.at(-1)).toMatchObject({ act: 'take-late-change', actorName: '蒲晓棠' });
    expect(after.events.at(-1)!.detail).toMatchObject({ ledgerValue: '2026-12-01', tabletValue: '2026-12-20' });
    expect(replay(after.events as unknown as ActEvent[])).toMatchObject({ state: 'open', dueOn: '2026-12-20' });
    // The tablet may turn back: that is a change again.
    rewrite(held.document, id, 'title', '换灯');
    await held.settle();
    expect(values(await itemOf(held, id))).toEqual([['title', '换成声控灯', '换灯']]);
  });

  it('L3: keeping leaves the item; the same value is not raised again, another one is', async () => {
    const { held, id, itemId } = await changed();
    const tabletValue = '换成声控灯';
    granted(await decideLateChange(held.ground, staff, { itemId, field: 'title', decision: 'keep', tabletValue }));
    await held.settle();
    let page = await itemOf(held, id);
    expect(page.title).toBe('换灯');
    expect(values(page).map(([field]) => field)).toEqual(['dueOn']);
    expect(page.events.at(-1)!.act).toBe('keep-ledger-value');
    rewrite(held.document, id, 'title', '换成红外灯');
    await held.settle();
    page = await itemOf(held, id);
    expect(values(page)).toContainEqual(['title', '换灯', '换成红外灯']);
  });

  it('is refused when it was decided or has changed meanwhile, and to whoever may not write the ledger', async () => {
    const { held, itemId, page } = await changed();
    const asked = { itemId, field: 'title', decision: 'take' as const, tabletValue: '换成声控灯' };
    expect(await decideLateChange(held.ground, caller('facilitator'), asked)).toEqual({ refused: 'right/missing' });
    const elsewhere = caller('staff', { communityId: 'elsewhere' });
    expect(await decideLateChange(held.ground, elsewhere, asked)).toEqual({ refused: 'item/absent' });
    expect(await decideLateChange(held.ground, staff, { ...asked, tabletValue: '别的' })).toEqual({
      refused: 'item/changed'
    });
    expect(await decideLateChange(held.ground, staff, { ...asked, version: page.version + 1 })).toEqual({
      refused: 'item/changed'
    });
    granted(await decideLateChange(held.ground, staff, asked));
    expect(await decideLateChange(held.ground, staff, asked)).toEqual({ refused: 'item/changed' });
  });

  it('takes an outcome by an act of the ledger', async () => {
    const held = await holdMeeting();
    const id = writeIssue(held.document, { title: '几点关灯' });
    await held.close();
    held.document.setIssue(id, { outcome: 'answered' });
    await held.settle();
    const { id: itemId } = await itemOf(held, id);
    const asked = { itemId, field: 'outcome', decision: 'take' as const, tabletValue: 'answered' };
    granted(await decideLateChange(held.ground, staff, asked));
    const page = await itemOf(held, id);
    expect(page.state).toBe('answered');
    expect(page.events.map((event) => event.act)).toEqual(['open', 'take-late-change', 'answer']);
    expect(replay(page.events as unknown as ActEvent[])).toMatchObject({ state: 'answered' });
    const acts = await held.ground.store.q.select().from(itemEvent).all();
    expect(acts.at(-1)!.actorId).toBe(ACCOUNT.staff);
  });

  it('leaves an owner empty that this community has not got', async () => {
    const held = await holdMeeting();
    const id = writeIssue(held.document, { title: '换灯' });
    await held.close();
    held.document.setIssue(id, { ownerId: 'nobody' });
    await held.settle();
    const { id: itemId } = await itemOf(held, id);
    granted(
      await decideLateChange(held.ground, staff, { itemId, field: 'ownerId', decision: 'take', tabletValue: 'nobody' })
    );
    expect((await itemOf(held, id)).ownerId).toBeNull();
  });
});
