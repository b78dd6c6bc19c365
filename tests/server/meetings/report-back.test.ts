import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { AgendaDocument } from '$lib/document/agenda-editing';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { meetingDocument } from '$lib/document/keys';
import { setReport } from '$lib/document/reports';
import { inReportOrder, reportGroup, type Reported } from '$lib/domain/meetings/report-back';
import { item, itemEvent } from '../../../server/ledger/tables';
import { carriedForPlan, closeMeeting, meetingKind, planMeeting, reportBack, issueOf } from '../../../server/meetings';
import { createPublicity, screenPicture } from '../../../server/publicity';
import { readAttachment } from '../../../server/attachments';
import { actOnItem, applyAct, keepItemPhoto, verifyLedger, type PhotoPhase, originOf } from '../../../server/ledger';
import { VENUES } from '../../../server/seed/fixtures';
import { caller, makeGround } from '../../support/ground';
import { picture, sent } from '../attachments/support';
import { granted, writeIssue } from './support';

const who = caller('facilitator');

/** A meeting that promised two things here, and the next one at the same place. */
async function twoMeetings() {
  const s = await makeGround();
  s.hub.register(meetingKind(s));
  const plan = async (title: string) =>
    granted(await planMeeting(s, who, { title, kind: 'stool', venueId: VENUES[0].id }));
  const before = await plan('上一场');
  const document = openMeetingDocument(s.hub.doc(meetingDocument(before.id)));
  writeIssue(document, { title: '修好楼道灯', dueOn: '2026-11-20' });
  writeIssue(document, { title: '加两条长椅', dueOn: '2027-01-20' });
  writeIssue(document, { title: '几点开会', outcome: 'answered', answer: '七点' });
  const agenda = new AgendaDocument(document.doc, 'own');
  agenda.carry([agenda.add('停车的事', 20)]);
  granted(await closeMeeting(s, who, before.id));
  s.wait(24 * 3600_000);
  const now = await plan('这一场');
  const doc = s.hub.doc(meetingDocument(now.id));
  const rows = async () => new Map((await s.store.q.select().from(item).all()).map((row) => [row.title, row]));
  const finish = async (title: string, photos?: string[]) => {
    const row = (await rows()).get(title)!;
    const at = s.now().toISOString();
    const by = { id: 'x', name: '物业', role: 'staff' as const, partyId: null };
    await s.store.tx(async (q) => {
      let now = row;
      for (const act of ['dispatch', 'accept', 'finish'] as const) {
        const reason = act === 'finish' ? '换了灯泡' : '';
        now = granted(
          await applyAct(q, s.hearers, now, {
            act,
            input: { reason, ...(act === 'finish' && photos ? { photos } : {}) },
            by,
            at
          })
        ).row;
      }
    });
    return row.id;
  };
  const close = async () => granted(await closeMeeting(s, who, now.id));
  const asked = async () => granted(await reportBack(s, who, now.id));
  const actsOf = async (id: string) =>
    (await s.store.q.select().from(itemEvent).where(eq(itemEvent.itemId, id)).all()).map(({ act }) => act);
  return { s, now, doc, before: document.doc, rows, finish, close, asked, actsOf };
}

describe('what earlier meetings promised here', () => {
  it('is reported as late, under way or done, with what was said of it, and what was answered on the spot is not', async () => {
    const { asked, finish } = await twoMeetings();
    expect((await asked()).lines.map(({ title, group, daysLate }) => [title, group, daysLate])).toEqual([
      ['修好楼道灯', 'late', 4],
      ['加两条长椅', 'going', 0]
    ]);
    await finish('修好楼道灯');
    expect((await asked()).lines[0]).toMatchObject({ title: '修好楼道灯', group: 'done', reason: '换了灯泡' });
  });

  it('comes with what the last meeting here put off', async () => {
    const { asked } = await twoMeetings();
    expect((await asked()).carried).toEqual([{ title: '停车的事', minutes: 20, kind: '' }]);
  });

  it('[A2] comes with what was put off before that and never taken up, also to whoever plans, but for a mediation', async () => {
    const { s, doc, close, asked } = await twoMeetings();
    const agenda = new AgendaDocument(doc, 'own');
    agenda.carry([agenda.add('车棚', 10), agenda.add('301漏水', 20, null, 'mediation')]);
    await close();
    s.wait(24 * 3600_000);
    const next = granted(await planMeeting(s, who, { title: '再下一场', kind: 'stool', venueId: VENUES[0].id }));
    const titles = (steps: readonly { title: string }[]) => steps.map(({ title }) => title);
    expect(titles(granted(await reportBack(s, who, next.id)).carried)).toEqual(['停车的事', '车棚', '301漏水']);
    const here = { venueId: VENUES[0].id, kind: 'stool' as const };
    expect(titles(granted(await carriedForPlan(s, who, here)))).toEqual(['停车的事', '车棚']);
    expect(granted(await carriedForPlan(s, who, { ...here, venueId: VENUES[3].id }))).toEqual([]);
    expect(await carriedForPlan(s, caller('partner'), here)).toEqual({ refused: 'right/missing' });
    // What this meeting itself put off is nothing that came to it.
    expect(titles((await asked()).carried)).toEqual(['停车的事']);
  });

  it('[B2] comes with a picture of how it was and one of how it is, where they have come up, and the screen gets them only when told', async () => {
    const { s, now, doc, before, rows, finish, asked } = await twoMeetings();
    const row = (await rows()).get('修好楼道灯')!;
    const from = issueOf(originOf(row))!;
    const ids = { before: randomUUID(), missing: randomUUID(), after: randomUUID() };
    for (const [id, takenAt] of [
      [ids.missing, '2026-11-23T01:00:00.000Z'],
      [ids.before, '2026-11-23T02:00:00.000Z']
    ] as const)
      openMeetingDocument(before).addPhoto({ id, kind: 'photo', takenAt, by: 'x', issueId: from.issueId });
    await s.hub.settle(meetingDocument(from.meetingId));
    const bytes = await picture(40, 30);
    for (const id of [ids.before, ids.after]) await sent(s, id, { meetingId: from.meetingId, bytes });
    await finish('修好楼道灯', [ids.after, 'gone']);
    expect((await asked()).lines[0]).toMatchObject({ title: '修好楼道灯', before: ids.before, after: ids.after });

    const publicity = createPublicity(s, { intervalMs: 0, namesMs: 0 });
    onTestFinished(() => publicity.stop());
    const onScreen = async (spotlight: string | null) => {
      await s.hub.change(meetingDocument(now.id), () => openMeetingDocument(doc).setMeta({ spotlight }));
      await vi.waitFor(async () => expect((await publicity.view(now.code))?.shown.spotlight).toBe(spotlight));
      const shown = JSON.stringify((await publicity.view(now.code))?.shown);
      const found = await screenPicture({ ...s, publicity }, now.code, ids.before);
      return [shown.includes(ids.before), !('refused' in found)];
    };
    await publicity.view(now.code);
    expect(await onScreen(`report:${row.id}`)).toEqual([false, false]);
    expect(await onScreen(`report-pictures:${row.id}`)).toEqual([true, true]);
    expect(await onScreen(null)).toEqual([false, false]);
  });

  it('[B2] shows what its owner sent with the finish, to whoever may see the item and on the screen when told', async () => {
    const { s, now, doc, rows, asked } = await twoMeetings();
    const { id: itemId } = (await rows()).get('修好楼道灯')!;
    const property = caller('partner');
    const bytes = await picture(40, 30);
    const keep = async (phase: PhotoPhase) => granted(await keepItemPhoto(s, property, { itemId, phase, bytes })).id;
    const by = { itemId, input: { reason: '换了灯泡' } };
    granted(await actOnItem(s, caller('staff'), { itemId, act: 'dispatch', input: { ownerId: property.partyId! } }));
    granted(await actOnItem(s, property, { itemId, act: 'accept', input: {} }));
    granted(await actOnItem(s, property, { ...by, act: 'note', photos: [await keep('during')] }));
    const after = await keep('after');
    expect((await asked()).lines.map(({ after }) => after)).toEqual([null, null]);
    granted(await actOnItem(s, property, { ...by, act: 'finish', photos: [after] }));
    expect((await asked()).lines[0]).toMatchObject({ title: '修好楼道灯', before: null, after });
    granted(await readAttachment(s, who, { id: after, size: 'small' }));

    const publicity = createPublicity(s, { intervalMs: 0, namesMs: 0 });
    onTestFinished(() => publicity.stop());
    const onScreen = async (spotlight: string) => {
      await s.hub.change(meetingDocument(now.id), () => openMeetingDocument(doc).setMeta({ spotlight }));
      await vi.waitFor(async () => expect((await publicity.view(now.code))?.shown.spotlight).toBe(spotlight));
      return !('refused' in (await screenPicture({ ...s, publicity }, now.code, after)));
    };
    await publicity.view(now.code);
    expect(await onScreen(`report:${itemId}`)).toBe(false);
    expect(await onScreen(`report-pictures:${itemId}`)).toBe(true);
  });

  it('is nothing of another place, and nothing that this very meeting promised', async () => {
    const { s, now, doc } = await twoMeetings();
    writeIssue(openMeetingDocument(doc), { title: '这一场的事' });
    granted(await closeMeeting(s, who, now.id));
    const titles = granted(await reportBack(s, who, now.id)).lines.map(({ title }) => title);
    expect(titles).not.toContain('这一场的事');
    const elsewhere = granted(await planMeeting(s, who, { title: '别处', kind: 'stool', venueId: VENUES[3].id }));
    expect(granted(await reportBack(s, who, elsewhere.id)).lines).toEqual([]);
  });

  it('is ordered by what people came to hear', () => {
    const line = (number: string, group: Reported['group'], daysLate = 0): Reported => ({
      id: number,
      number,
      title: number,
      state: '',
      group,
      owner: null,
      dueOn: null,
      daysLate,
      reason: '',
      rating: null,
      before: null,
      after: null
    });
    const lines = [line('1', 'going'), line('2', 'late', 1), line('3', 'done'), line('4', 'late', 9)];
    expect(inReportOrder(lines).map(({ number }) => number)).toEqual(['3', '4', '2', '1']);
    expect(
      reportGroup(
        { state: 'merged', dueOn: null, finishedOn: null, answeredOnTheSpot: false, reportedDone: false },
        '2026-11-23'
      )
    ).toBeNull();
  });
});

describe('what those present say of it', () => {
  it('opens again what is not done after all, at the close and once, with their numbers as the reason', async () => {
    const { s, doc, finish, close, rows, actsOf, now } = await twoMeetings();
    const id = await finish('修好楼道灯');
    setReport(doc, id, { verdict: 'not-yet', done: 2, notYet: 12, note: '又灭了' }, 'own');
    expect((await rows()).get('修好楼道灯')?.state).toBe('finished');
    await close();
    expect((await rows()).get('修好楼道灯')).toMatchObject({ state: 'open', finishedAt: null });
    await close();
    await s.hub.settle(meetingDocument(now.id));
    expect((await actsOf(id)).filter((act) => act === 'report-reopen')).toHaveLength(1);
    const last = (await s.store.q.select().from(itemEvent).where(eq(itemEvent.itemId, id)).all()).at(-1);
    expect(last?.reason).toContain('说没好 12 人');
    expect(last?.reason).toContain('又灭了');
    const faults: string[] = [];
    await verifyLedger(s.store.q, (where, what) => faults.push(`${where} ${what}`));
    expect(faults).toEqual([]);
  });

  it('stands in the history of what is done or still under way, and what is done is not reported again', async () => {
    const { s, doc, finish, close, rows, actsOf } = await twoMeetings();
    const done = await finish('修好楼道灯');
    const going = (await rows()).get('加两条长椅')!.id;
    setReport(doc, done, { verdict: 'done' }, 'own');
    setReport(doc, going, { verdict: 'not-yet' }, 'own');
    await close();
    expect(await actsOf(done)).toContain('report-done');
    expect(await actsOf(going)).toContain('report-not-yet');
    expect((await rows()).get('加两条长椅')?.state).toBe('open');
    s.wait(24 * 3600_000);
    const next = granted(await planMeeting(s, who, { title: '再下一场', kind: 'stool', venueId: VENUES[0].id }));
    expect(granted(await reportBack(s, who, next.id)).lines.map(({ title }) => title)).toEqual(['加两条长椅']);
  });

  it('taken back before the close changes nothing, and one that a tablet brings after it is carried out then', async () => {
    const { s, doc, finish, close, rows, now } = await twoMeetings();
    const id = await finish('修好楼道灯');
    setReport(doc, id, { verdict: 'not-yet' }, 'own');
    setReport(doc, id, { verdict: null }, 'own');
    await close();
    expect((await rows()).get('修好楼道灯')?.state).toBe('finished');
    setReport(doc, id, { verdict: 'not-yet' }, 'own');
    await s.hub.settle(meetingDocument(now.id));
    expect((await rows()).get('修好楼道灯')?.state).toBe('open');
  });
});
