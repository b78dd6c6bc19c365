import { describe, expect, it, vi } from 'vitest';
import {
  closeMeeting,
  repairPhases,
  meetingRecord,
  openMeeting,
  issueOrigin,
  saidOfItem
} from '../../../server/meetings';
import { entry, issue, meeting } from '../../../server/meetings/tables';
import { chainBrokenAt, getItem, listItems } from '../../../server/ledger';
import { standingOf } from '../../../server/ledger/standing';
import { item, itemEvent } from '../../../server/ledger/tables';
import { PARTY } from '../../../server/seed/fixtures';
import { replay, type ActEvent } from '$lib/domain/ledger/transitions';
import { caller } from '../../support/ground';
import { granted, holdMeeting, writeIssue, issueIdOf } from './support';

describe('closing a meeting', () => {
  it('makes one item of each confirmed issue, answered ones answered, dropped and unconfirmed ones none', async () => {
    const { ground, document, close, id } = await holdMeeting();
    const promised = writeIssue(document, { title: '楼道灯换成声控', detail: '三楼到五楼', venueId: null });
    const answered = writeIssue(document, { title: '几点关灯', outcome: 'answered', answer: '十点半' });
    const undecided = writeIssue(document, { title: '快递柜再添一组', outcome: 'open', ownerId: null, dueOn: null });
    writeIssue(document, { title: '不提了', outcome: 'dropped' });
    const unconfirmed = writeIssue(document, { title: '还没念到', confirmed: false });

    const closed = await close();
    expect(closed.closedAt).toBe(ground.now().toISOString());
    expect(closed.items.map((line) => [issueIdOf(line), line.state, line.number])).toEqual([
      [promised, 'open', '2026-0001'],
      [answered, 'answered', '2026-0002'],
      [undecided, 'open', '2026-0003']
    ]);
    expect(closed.items[0]).toMatchObject({
      title: '楼道灯换成声控',
      detail: '三楼到五楼',
      ownerId: PARTY.property,
      ownerName: '暖巢物业公司',
      dueOn: '2026-12-01',
      category: 'repair',
      channel: 'meeting',
      late: false,
      origin: issueOrigin({ meetingId: id, issueId: promised })
    });
    expect(closed.items[1]!.answer).toBe('十点半');
    expect(closed.unconfirmed).toEqual([{ id: unconfirmed, title: '还没念到' }]);
    expect(document.meta().phase).toBe('closed');
  });

  it('changes nothing the second time, and gives the same', async () => {
    const { ground, document, close } = await holdMeeting();
    writeIssue(document, { title: '一' });
    writeIssue(document, { title: '二', confirmed: false });
    const first = await close();
    ground.wait(60_000);
    expect(await close()).toEqual(first);
    expect(await ground.store.q.select().from(item).all()).toHaveLength(1);
    expect(await ground.store.q.select().from(itemEvent).all()).toHaveLength(1);
  });

  it('from many clients at once gives one item an issue', async () => {
    const { ground, document, id } = await holdMeeting();
    for (const title of ['一', '二', '三']) writeIssue(document, { title });
    const all = await Promise.all(
      ['facilitator', 'staff', 'secretary', 'facilitator2'].map((name) => closeMeeting(ground, caller(name), id))
    );
    for (const closed of all) expect(granted(closed).items).toHaveLength(3);
    expect(await ground.store.q.select().from(item).all()).toHaveLength(3);
  });

  it('keeps what was said, so that an item can quote it', async () => {
    const { ground, document, close } = await holdMeeting();
    const said = document.addEntry({
      kind: 'voice',
      speaker: '3号楼居民',
      text: '灯全灭了',
      by: 'x',
      at: '2026-11-23T02:05:00.000Z'
    });
    const id = document.issueFromEntry(said)!;
    document.confirmIssue(id, '2026-11-23T02:30:00.000Z');
    const { items } = await close();
    const page = granted(await getItem(ground, caller('staff'), items[0]!.id));
    const { entries, meeting } = await saidOfItem(ground, caller('staff'), page);
    expect(entries).toEqual([
      { id: said, at: '2026-11-23T02:05:00.000Z', kind: 'voice', speaker: '3号楼居民', text: '灯全灭了' }
    ]);
    expect(page.raisedBy).toBe('3号楼居民');
    expect(meeting?.title).toBe('3号楼门前小板凳议事会');
  });

  it('leaves an owner or a place that this community has not got empty', async () => {
    const { document, close } = await holdMeeting();
    writeIssue(document, { title: '谁来办', ownerId: 'nobody', venueId: 'nowhere', category: 'newer-kind' });
    const { items } = await close();
    expect(items[0]).toMatchObject({ ownerId: null, venueId: null, category: 'newer-kind' });
  });

  it('is for those who may close, in their own community, and a closed meeting is not opened again', async () => {
    const { ground, document, close, id } = await holdMeeting();
    writeIssue(document, { title: '一' });
    for (const who of ['informant', 'partner'])
      expect(await closeMeeting(ground, caller(who), id)).toEqual({ refused: 'right/missing' });
    const stranger = caller('secretary', { communityId: 'elsewhere' });
    expect(await closeMeeting(ground, stranger, id)).toEqual({ refused: 'meeting/absent' });
    await close();
    expect(await openMeeting(ground, caller('staff'), id)).toEqual({ refused: 'meeting/closed' });
  });

  it('writes a history that is whole and tells where every item stands', async () => {
    const { ground, document, close } = await holdMeeting();
    writeIssue(document, { title: '一' });
    writeIssue(document, { title: '二', outcome: 'answered', answer: '行' });
    await close();
    const events = await ground.store.q.select().from(itemEvent).orderBy(itemEvent.seq).all();
    expect(chainBrokenAt(events)).toBeNull();
    for (const row of await ground.store.q.select().from(item).all()) {
      const own = events.filter((event) => event.itemId === row.id) as unknown as ActEvent[];
      expect(replay(own)).toEqual(standingOf(row, {}));
    }
  });

  it('stays closed where the tablets could not be told, and tells them at the next start', async () => {
    const { ground, document, close, settle } = await holdMeeting();
    writeIssue(document, { title: '一' });
    ground.hub.broken = true;
    expect((await close()).items).toHaveLength(1);
    expect(document.meta().phase).toBe('prepare');
    ground.hub.broken = false;
    await repairPhases(ground);
    expect(document.meta().phase).toBe('closed');
    await settle();
    const row = await ground.store.q.select().from(meeting).get();
    expect(row).toMatchObject({ phase: 'closed', documentPhase: 'closed' });
  });

  it('is said again where a tablet’s own phase won over it', async () => {
    const { document, close, settle } = await holdMeeting();
    await close();
    document.setPhase('readback');
    await settle();
    await vi.waitFor(() => expect(document.meta().phase).toBe('closed'));
  });
});

describe('what a meeting says, in the tables', () => {
  it('follows the document, only where it changed, and only the close closes', async () => {
    const { ground, document, settle, id } = await holdMeeting();
    const entryId = document.addEntry({ kind: 'voice', speaker: '甲', text: '一句话', by: 'x' });
    const issueId = writeIssue(document, { title: '一' });
    document.setMeta({ title: '改了名的议事会' });
    document.setPhase('closed');
    await settle();
    expect(await ground.store.q.select().from(meeting).get()).toMatchObject({
      title: '改了名的议事会',
      phase: 'prepare'
    });
    expect((await ground.store.q.select().from(entry).all()).map((row) => row.id)).toEqual([entryId]);
    expect((await ground.store.q.select().from(issue).all()).map((row) => row.id)).toEqual([issueId]);
    document.removeEntry(entryId);
    document.setPhase('live');
    await settle();
    expect(await ground.store.q.select().from(entry).all()).toEqual([]);
    expect(await ground.store.q.select().from(meeting).get()).toMatchObject({ phase: 'live' });
    const record = granted(await meetingRecord(ground, caller('staff'), id));
    expect(record).toMatchObject({ plannedBy: '王秋禾', meeting: { title: '改了名的议事会' } });
  });

  it('shows what fits no shape and what stands in quarantine to staff, and to nobody else', async () => {
    const { ground, document, id, name, settle } = await holdMeeting();
    const issueId = writeIssue(document, { title: '一' });
    document.setIssue(issueId, { dueOn: '明天吧' });
    ground.hub.quarantine = [
      {
        id: 1,
        at: '2026-11-23T02:00:00.000Z',
        accountId: 'x',
        deviceId: 'd',
        clientId: 7,
        bytes: 12,
        reason: 'malformed',
        decision: null,
        decidedAt: null,
        decidedBy: null
      }
    ];
    await settle();
    const record = granted(await meetingRecord(ground, caller('staff'), id));
    expect(record.misfits.map((misfit) => misfit.path)).toEqual([`issues/${issueId}/dueOn`]);
    expect(record.aside).toMatchObject([{ ids: [1], reason: 'malformed' }]);
    expect(record.issues[0]).toMatchObject({ dueOn: null, ownerName: '暖巢物业公司', item: null });
    const seen = granted(await meetingRecord(ground, caller('informant'), id));
    expect([seen.misfits, seen.aside, seen.lateChanges]).toEqual([[], [], []]);
    expect(await meetingRecord(ground, caller('partner'), id)).toEqual({ refused: 'right/missing' });
    expect(name).toBe(`meeting/${id}`);
  });
});

describe('two meetings', () => {
  it('count their items on, and the ledger lists both', async () => {
    const one = await holdMeeting('甲');
    writeIssue(one.document, { title: '一' });
    await one.close();
    const two = await holdMeeting('乙', one.ground);
    writeIssue(two.document, { title: '二' });
    expect((await two.close()).items[0]!.number).toBe('2026-0002');
    expect(granted(await listItems(one.ground, caller('staff'), {})).total).toBe(2);
  });
});
