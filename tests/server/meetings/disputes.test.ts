import { describe, expect, it } from 'vitest';
import { AgendaDocument } from '$lib/document/agenda-editing';
import { tieToIssue } from '$lib/document/decisions';
import { DisputesDocument, SIDES } from '$lib/document/disputes';
import { getItem, originOf } from '../../../server/ledger';
import { item } from '../../../server/ledger/tables';
import { meetingRecord, reportedAt, cameOf, saidOfItem } from '../../../server/meetings';
import { draftPaper, getPaper } from '../../../server/papers';
import { PARTY } from '../../../server/seed/fixtures';
import { caller } from '../../support/ground';
import { granted, holdMeeting, writeIssue, issueIdOf } from './support';

const SECRET = '楼上漏水';

/** A meeting with a mediation in it: one line, one issue and the sheet are of the quarrel, one issue is not. */
async function held() {
  const meeting = await holdMeeting();
  const { ground: s, document, id } = meeting;
  writeIssue(document, { title: '修好楼道灯' });
  const step = new AgendaDocument(document.doc, 'own').add(`调解${SECRET}`, 20, null, 'mediation');
  document.goToAgenda(step);
  document.addEntry({ kind: 'decision', speaker: '', text: `${SECRET}，各出一半`, by: 'x' });
  writeIssue(document, { title: `回看${SECRET}` });
  document.goToAgenda(null);
  const disputes = new DisputesDocument(document.doc, 'own');
  const sheet = disputes.open(step, '2026-11-23T02:00:00.000Z');
  disputes.text(sheet, 'agreed')!.insert(0, `${SECRET}：两家各出一半`);
  await meeting.settle();
  return { ...meeting, s, id, disputes, sheet };
}

describe('what was said in a mediation', () => {
  it('is marked in the ledger and never reported back in public', async () => {
    const { s, id, close } = await held();
    await close();
    const rows = await s.store.q.select().from(item).where(cameOf(id)).all();
    expect(Object.fromEntries(rows.map((row) => [row.title, row.withheld]))).toEqual({
      修好楼道灯: false,
      [`回看${SECRET}`]: true
    });
    const { venueId, communityId } = rows[0]!;
    const next = { communityId, id: 'next', venueId, kind: 'stool' as const, startsAt: '2027-01-01T02:00:00.000Z' };
    expect((await reportedAt(s, next)).map(({ title }) => title)).toEqual(['修好楼道灯']);
  });

  it('stands in the record of those who hold meetings, and in nobody else’s', async () => {
    const { s, id } = await held();
    const office = granted(await meetingRecord(s, caller('facilitator'), id));
    expect(office.disputes).toHaveLength(1);
    expect(JSON.stringify(office)).toContain(`回看${SECRET}`);
    const informant = granted(await meetingRecord(s, caller('informant'), id));
    expect(informant.issues.map(({ title }) => title)).toEqual(['修好楼道灯']);
    expect(JSON.stringify({ ...informant, misfits: [] })).not.toContain(SECRET);
  });

  it('is read in its item by those who hold meetings, and not by whoever promised it', async () => {
    const meeting = await holdMeeting();
    const { ground: s, document, close } = meeting;
    const early = '2026-11-23T02:05:00.000Z';
    const step = new AgendaDocument(document.doc, 'own').add('调解', 20, null, 'mediation');
    const open = document.addEntry({ kind: 'voice', speaker: '3号楼', text: '灯不亮', by: 'x', at: early });
    const plain = document.issueFromEntry(open)!;
    document.goToAgenda(step);
    const heard = document.addEntry({ kind: 'voice', speaker: '楼下的', text: SECRET, by: 'x' });
    const quarrel = document.issueFromEntry(heard)!;
    // What is decided of a promise while a mediation is under way is of the mediation.
    const decided = document.addEntry({ kind: 'decision', speaker: '', text: `${SECRET}，各出一半`, by: 'x' });
    tieToIssue(document.doc, decided, plain, 'own');
    document.goToAgenda(null);
    for (const id of [plain, quarrel]) {
      document.setIssue(id, { category: 'repair', outcome: 'ledger', ownerId: caller('partner').partyId });
      document.confirmIssue(id, '2026-11-23T02:30:00.000Z');
    }
    await meeting.settle();
    const { items } = await close();
    const idOf = (issueId: string) => items.find((line) => issueIdOf(line) === issueId)!.id;
    const quoted = async (who: Parameters<typeof caller>[0], issueId: string) =>
      (await saidOfItem(s, caller(who), granted(await getItem(s, caller(who), idOf(issueId))))).entries.map(
        ({ text }) => text
      );
    expect(await quoted('facilitator', plain)).toEqual(['灯不亮', `${SECRET}，各出一半`]);
    expect(await quoted('facilitator', quarrel)).toEqual([SECRET]);
    expect(await quoted('partner', plain)).toEqual(['灯不亮']);
    expect(await quoted('partner', quarrel)).toEqual([]);
  });

  it('stands in no paper, but what both sides agreed to show', async () => {
    const { s, id, close, disputes, sheet, settle } = await held();
    const minutes = async () => {
      granted(await draftPaper(s, caller('staff'), { meetingId: id, kind: 'minutes' }, 'zh-CN'));
      return JSON.stringify(granted(await getPaper(s, caller('staff'), id, 'minutes', null)));
    };
    await close();
    expect(await minutes()).not.toContain(SECRET);
    SIDES.forEach((side) => disputes.consent(sheet, side, { at: '2026-11-23T02:30:00.000Z', by: 'x' }));
    await settle();
    const said = await minutes();
    expect(said).toContain('两家各出一半');
    expect(said).not.toContain(`回看${SECRET}`);
  });
});

describe('who looks on which day whether it holds', () => {
  const CHECK = { checkerId: PARTY.facilitator!, checkOn: '2026-12-20' };
  const itemsOf = async ({ s, id }: Awaited<ReturnType<typeof held>>) =>
    (await s.store.q.select().from(item).where(cameOf(id)).all()).filter(({ dueOn }) => dueOn === CHECK.checkOn);

  it('[M3] becomes an item at the close, though nobody made it an issue or read it aloud, and only once', async () => {
    const meeting = await held();
    const { disputes, sheet, close, settle } = meeting;
    disputes.text(sheet, 'topic')!.insert(0, SECRET);
    disputes.set(sheet, CHECK);
    await close();
    await close();
    await settle();
    expect(await itemsOf(meeting)).toMatchObject([
      {
        title: `回看：${SECRET}`,
        category: 'mediation',
        state: 'open',
        ownerId: PARTY.facilitator,
        withheld: true,
        late: false
      }
    ]);
  });

  it('[M3] becomes the item of its issue where it was made one and not confirmed, and none where it was dropped', async () => {
    for (const outcome of ['ledger', 'dropped'] as const) {
      const meeting = await held();
      const { disputes, sheet, document, close } = meeting;
      const issueId = writeIssue(document, {
        title: '看看水管',
        confirmed: false,
        outcome,
        ownerId: CHECK.checkerId,
        dueOn: CHECK.checkOn
      });
      disputes.set(sheet, { ...CHECK, issueId });
      await close();
      expect((await itemsOf(meeting)).map((one) => issueIdOf({ origin: originOf(one) }))).toEqual(
        outcome === 'ledger' ? [issueId] : []
      );
    }
  });

  it('[M3] comes late with a tablet that was away, once', async () => {
    const meeting = await held();
    const { s, name, disputes, sheet, document, close, settle } = meeting;
    await close();
    expect(await itemsOf(meeting)).toEqual([]);
    disputes.set(sheet, CHECK);
    // One that the tablet made an issue of at the same time is its issue's item, and no second one.
    const again = new DisputesDocument(document.doc, 'own');
    const other = again.open('step', '2026-11-23T02:00:00.000Z');
    const issueId = writeIssue(document, {
      title: '看看噪音',
      confirmed: false,
      ownerId: CHECK.checkerId,
      dueOn: CHECK.checkOn
    });
    again.set(other, { ...CHECK, issueId });
    await settle();
    await s.hub.settle(name);
    const late = await itemsOf(meeting);
    expect(late.map((one) => [issueIdOf({ origin: originOf(one) }), one.late, one.withheld]).sort()).toEqual(
      [
        [sheet, true, true],
        [issueId, true, true]
      ].sort()
    );
  });
});
