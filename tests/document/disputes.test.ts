import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { AgendaDocument } from '$lib/document/agenda-editing';
import { DisputesDocument, isAgreedPublic, readDisputes, SIDES, type DisputeText } from '$lib/document/disputes';
import { MarksDocument } from '$lib/document/marks';
import { MeetingDocument } from '$lib/document/meeting-document';
import { mergeSpeech } from '$lib/document/merging';
import { PollsDocument } from '$lib/document/polls';
import { projection } from '$lib/document/projection';
import { publicView } from '$lib/document/public-view';
import { SpeakersDocument } from '$lib/document/queue';
import { mediationNow } from '$lib/document/reading';

const AT = '2026-11-20T07:00:00.000Z';
/** Stands in every word of the quarrel, and in no other. */
const SECRET = '家丑';
const TEXTS: DisputeText[] = ['topic', 'positionA', 'positionB', 'common', 'agreed'];

function meetingWithMediation() {
  const doc = new Y.Doc();
  const meeting = new MeetingDocument(doc);
  const agenda = new AgendaDocument(doc, null);
  const open = agenda.add('大家说说身边的事', 20);
  const step = agenda.add(`${SECRET}：漏水`, 20, open, 'mediation');
  meeting.goToAgenda(open);
  return { doc, meeting, agenda, open, step, disputes: new DisputesDocument(doc, null) };
}

type Ground = ReturnType<typeof meetingWithMediation>;
const seen = (doc: Y.Doc) => JSON.stringify(publicView(doc));

const act = fc.oneof(
  fc.record({
    what: fc.constantFrom('begin', 'end', 'line', 'issue', 'poll', 'dots', 'floor', 'sheet', 'queue', 'photo'),
    n: fc.nat(5)
  }),
  fc.record({ what: fc.constantFrom('to-issue', 'mark', 'show', 'write', 'name', 'consent', 'spoil'), n: fc.nat(9) })
);

/** Whatever is written while the mediation is under way carries the secret. */
function perform({ doc, meeting, open, step, disputes }: Ground, { what, n }: { what: string; n: number }): void {
  const under = mediationNow(doc) !== null;
  const words = under ? `${SECRET}${n}` : `公开${n}`;
  const pick = <T>(list: readonly T[]) => list[n % list.length];
  const [sheet, entry] = [pick(disputes.read()), pick(meeting.entries())];
  const polls = new PollsDocument(doc, null);
  const speakers = new SpeakersDocument(doc, null);
  switch (what) {
    case 'begin':
      return meeting.goToAgenda(step);
    case 'end':
      return meeting.goToAgenda(open);
    case 'line':
      return void meeting.addEntry({ kind: 'voice', speaker: words, text: words, by: 'a', at: AT });
    case 'issue':
      return void meeting.addIssue({ title: words, raisedBy: words });
    case 'poll':
      return void polls.open({ kind: 'vote', question: words, phones: true, at: AT });
    case 'dots': {
      const choices = meeting.issues().map(({ id, title }) => ({ id, label: title }));
      return void polls.open({ kind: 'dots', question: '先办哪件', phones: true, choices, at: AT });
    }
    case 'floor':
      if (under) speakers.start(speakers.add({ name: words, askedAt: AT }), AT);
      return;
    case 'queue':
      return meeting.setMeta({ spotlight: 'queue' });
    case 'photo': {
      // Each picture has an id of its own, as each upload has.
      const id = `${entry?.withheld ? SECRET : '公开'}-${crypto.randomUUID()}`;
      meeting.addPhoto({ id, kind: 'photo', takenAt: AT, by: 'a', entryId: entry?.id });
      if (entry?.withheld) meeting.setMeta({ spotlight: `photo:${id}` });
      return;
    }
    case 'sheet':
      return void disputes.open(step, AT);
    case 'to-issue':
      return entry && void meeting.issueFromEntry(entry.id);
    case 'mark':
      if (entry?.withheld)
        new MarksDocument(doc, null).dissent(`entries/${entry.id}`, { who: SECRET, text: SECRET, by: 'a', at: AT });
      return;
    case 'show':
      return meeting.setMeta({ spotlight: sheet ? `dispute:${sheet.id}` : (entry?.id ?? null) });
    case 'write':
      return sheet && disputes.text(sheet.id, pick(TEXTS)!)?.insert(0, SECRET);
    case 'name':
      return sheet && disputes.set(sheet.id, { nameA: `${SECRET}${n}` });
    case 'consent':
      return sheet && disputes.consent(sheet.id, SIDES[n % 2]!, { at: AT, by: 'a' });
    case 'spoil':
      // Both said yes, and then a word was added: that was not what they said yes to.
      if (!sheet) return;
      SIDES.forEach((side) => disputes.consent(sheet.id, side, { at: AT, by: 'a' }));
      disputes.text(sheet.id, 'agreed')!.insert(0, SECRET);
  }
}

describe('a dispute that is talked down', () => {
  it('leaves no word in the public view unless both sides agreed to just these words', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 10, maxLength: 40 }), (done) => {
        const ground = meetingWithMediation();
        for (const what of ['line', 'begin', 'line', 'line', 'sheet']) perform(ground, { what, n: 0 });
        for (const one of done) {
          perform(ground, one);
          const agreed = readDisputes(ground.doc).filter(isAgreedPublic);
          const shown = publicView(ground.doc);
          expect(shown.disputes.map(({ id }) => id)).toEqual(agreed.map(({ id }) => id));
          const rest = JSON.stringify({
            ...shown,
            disputes: [],
            // A name in the queue is what people call somebody; once the mediation is over it is no part of it.
            ...(mediationNow(ground.doc) ? {} : { speakerNow: null, waiting: [] }),
            spotlight: null
          });
          expect(rest).not.toContain(SECRET);
        }
      }),
      { numRuns: 150 }
    );
  });

  it('shows all that was written outside of it', () => {
    const ground = meetingWithMediation();
    for (const what of ['line', 'issue', 'poll']) perform(ground, { what, n: 1 });
    perform(ground, { what: 'begin', n: 0 });
    for (const what of ['line', 'issue', 'poll']) perform(ground, { what, n: 2 });
    perform(ground, { what: 'end', n: 0 });
    perform(ground, { what: 'line', n: 3 });
    const view = publicView(ground.doc);
    expect(view.entries.map(({ text }) => text).sort()).toEqual(['公开1', '公开3']);
    expect(view.issues.map(({ title }) => title)).toEqual(['公开1']);
    expect(view.polls.map(({ question }) => question)).toEqual(['公开1']);
    expect(view.agenda.map(({ title }) => title)).toEqual(['大家说说身边的事', '']);
  });

  it('is shown when both agreed, and no more when a word is changed or one takes it back', () => {
    const { doc, disputes, step } = meetingWithMediation();
    const id = disputes.open(step, AT);
    disputes.text(id, 'agreed')!.insert(0, '换一段水管，钱一家一半');
    disputes.set(id, { nameA: '301', nameB: '201', checkerId: 'p1', checkOn: '2026-12-01' });
    disputes.consent(id, 'A', { at: AT, by: 'a' });
    expect(publicView(doc).disputes).toEqual([]);
    disputes.consent(id, 'B', { at: AT, by: 'a' });
    expect(publicView(doc).disputes[0]).toMatchObject({
      agreed: '换一段水管，钱一家一半',
      checkerId: 'p1',
      checkOn: '2026-12-01',
      sides: [{ name: '301' }, { name: '201' }]
    });
    disputes.set(id, { checkOn: '2026-12-02' });
    expect(publicView(doc).disputes).toEqual([]);
    disputes.set(id, { checkOn: '2026-12-01' });
    expect(publicView(doc).disputes).toHaveLength(1);
    disputes.consent(id, 'A', null);
    expect(publicView(doc).disputes).toEqual([]);
  });

  it('[M2] keeps its check back too, made an issue while both agreed, once one of them has taken it back', () => {
    const { doc, meeting, step, disputes } = meetingWithMediation();
    const sheet = disputes.open(step, AT);
    disputes.text(sheet, 'topic')!.insert(0, SECRET);
    const issueId = meeting.addIssue({ title: `回看：${SECRET}` });
    disputes.set(sheet, { issueId });
    SIDES.forEach((side) => disputes.consent(sheet, side, { at: AT, by: 'a' }));
    expect(publicView(doc).issues.map(({ id }) => id)).toEqual([issueId]);
    disputes.consent(sheet, 'B', null);
    expect(seen(doc)).not.toContain(SECRET);
    expect(projection(doc).issues).toMatchObject([{ id: issueId, withheld: step }]);
  });

  it('comes back when another tablet typed in it while it was taken out', () => {
    const { doc, disputes, step } = meetingWithMediation();
    const id = disputes.open(step, AT);
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    disputes.remove(id);
    new DisputesDocument(other, null).text(id, 'positionB')!.insert(0, '水从楼上下来的');
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    expect(readDisputes(doc)[0]!.sides[1]!.position).toBe('水从楼上下来的');
  });

  it('keeps back a line that was merged with one said in it, whichever of the two stays', () => {
    for (const fuller of ['inside', 'outside']) {
      const ground = meetingWithMediation();
      const { doc, meeting } = ground;
      const line = (text: string) => meeting.addEntry({ kind: 'voice', speaker: '', text, by: 'a', at: AT });
      const open = line(fuller === 'outside' ? '楼上漏水泡了顶棚，还不认账' : '楼上漏水');
      meeting.goToAgenda(ground.step);
      const kept = line(fuller === 'inside' ? `楼上漏水泡了顶棚，${SECRET}` : `楼上漏水${SECRET}`);
      const [keep, other] = fuller === 'inside' ? [kept, open] : [open, kept];
      mergeSpeech(doc, { keep: meeting.entry(keep)!, other: meeting.entry(other)!, adds: true }, null);
      expect(seen(doc)).not.toContain(SECRET);
      expect(publicView(doc).entries).toEqual([]);
    }
  });

  it('keeps back the issue made of a line that was said in it, even later', () => {
    const ground = meetingWithMediation();
    perform(ground, { what: 'begin', n: 0 });
    perform(ground, { what: 'line', n: 1 });
    perform(ground, { what: 'end', n: 0 });
    ground.meeting.issueFromEntry(ground.meeting.entries()[0]!.id);
    expect(ground.meeting.issues()[0]!.withheld).toBe(ground.step);
    expect(seen(ground.doc)).not.toContain(SECRET);
    ground.disputes.withhold('issues', ground.meeting.issues()[0]!.id, null);
    expect(publicView(ground.doc).issues).toHaveLength(1);
  });
});
