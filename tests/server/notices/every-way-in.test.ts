import { asc, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { ACTS as DECLARED, ACT_NAMES, type PlainAct } from '$lib/domain/ledger/acts';
import type { ActInput } from '$lib/domain/ledger/item-state';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { meetingDocument } from '$lib/document/keys';
import { setReport } from '$lib/document/reports';
import { OPERATIONS } from '../../../server/api';
import type { Caller } from '../../../server/identity/caller';
import { actOnItem, actOnMany, chaseDaily, chaseItems, decideLateChange } from '../../../server/ledger';
import { item, itemEvent } from '../../../server/ledger/tables';
import { closeMeeting, meetingKind, planMeeting } from '../../../server/meetings';
import { tellByNotice } from '../../../server/notices';
import { notice } from '../../../server/notices/tables';
import { answerOverLink, makeLink } from '../../../server/party-links';
import { ACCOUNT, COMMUNITY, PARTY, VENUES } from '../../../server/seed/fixtures';
import { caller, makeGround, type TestGround } from '../../support/ground';
import { ask, nameOf } from '../api/ask';
import { granted, putItem } from '../ledger/support';
import { writeIssue } from '../meetings/support';

const [staff, owner, facilitator] = [caller('staff'), caller('partner'), caller('facilitator')];
const OWNER = PARTY.property!;
const DAY = 24 * 3600_000;

/** What was told of an item since this was last asked: kind and whom. */
function listener(s: TestGround) {
  let last = 0;
  return async (itemId: string) => {
    const rows = await s.store.q.select().from(notice).where(eq(notice.itemId, itemId)).orderBy(asc(notice.seq)).all();
    const fresh = rows.filter(({ seq }) => seq > last);
    last = Math.max(last, ...rows.map(({ seq }) => seq));
    return fresh.map(({ kind, toKind, toId }) => [kind, toId || toKind]);
  };
}

type Step = [PlainAct, ActInput, Caller?];
const DISPATCH: Step = ['dispatch', { ownerId: OWNER, dueOn: '2026-11-27' }];
const FINISH: Step = ['finish', { reason: '换了灯泡' }, owner];
const ACCEPT: Step = ['accept', {}, owner];

async function walked(...steps: Step[]) {
  const s = await makeGround();
  const heard = listener(s);
  const { id } = await putItem(s);
  for (const [act, input, who = staff] of steps) granted(await actOnItem(s, who, { itemId: id, act, input }));
  await heard(id);
  const version = async () => (await s.store.q.select().from(item).where(eq(item.id, id)).get())!.version;
  return { s, id, version, heard: () => heard(id) };
}

/** Each plain act that somebody should hear of: how the item comes there, the act, and who hears what. */
const part = { partyId: PARTY.staff2! };
const JOINT: Step = ['add-part', { partners: [{ ...part, task: '清杂物', dueOn: null }] }];
const ACTS: { way: Step[]; act: Step; heard: string[][] }[] = [
  { way: [], act: DISPATCH, heard: [['dispatched', OWNER]] },
  { way: [DISPATCH], act: ['return', { reason: '不归我们管' }, owner], heard: [['returned', 'office']] },
  {
    way: [DISPATCH],
    act: ['ask', { ask: { what: 'extend', day: '2026-12-03' }, reason: '等灯具' }, owner],
    heard: [['extension-asked', 'office']]
  },
  { way: [DISPATCH], act: ['extend', { dueOn: '2026-12-03', reason: '同意' }], heard: [['extended', OWNER]] },
  {
    way: [DISPATCH, ['ask', { ask: { what: 'extend', day: '2026-12-03' }, reason: '等灯具' }, owner]],
    act: ['refuse', { reason: '居民等不起' }],
    heard: [['extension-refused', OWNER]]
  },
  {
    way: [DISPATCH, ACCEPT],
    act: ['hold', { reason: '等天晴', reviewOn: '2026-12-10' }],
    heard: [['held', OWNER]]
  },
  {
    way: [DISPATCH, ACCEPT, ['hold', { reason: '等天晴', reviewOn: '2026-12-10' }]],
    act: ['resume', {}],
    heard: [['resumed', OWNER]]
  },
  { way: [DISPATCH, ACCEPT], act: FINISH, heard: [['finished', 'office']] },
  { way: [DISPATCH, ACCEPT, FINISH], act: ['verify', {}], heard: [['verified', OWNER]] },
  { way: [DISPATCH, ACCEPT, FINISH], act: ['rework', { reason: '还是不亮' }], heard: [['reopened', OWNER]] },
  {
    way: [DISPATCH, ACCEPT, FINISH],
    act: ['reopen', { reason: '又灭了' }],
    heard: [
      ['reopened', OWNER],
      ['reopened', 'office']
    ]
  },
  { way: [], act: ['decline', { reason: '不在社区范围' }], heard: [['declined', 'office']] },
  { way: [DISPATCH], act: ['chase', { reason: '居民又来问了' }], heard: [['chased', OWNER]] },
  {
    way: [DISPATCH],
    act: ['escalate', { reason: '请书记看看' }],
    heard: [
      ['escalated', 'office'],
      ['escalated', OWNER]
    ]
  },
  { way: [DISPATCH, ACCEPT], act: JOINT, heard: [['joint-asked', PARTY.staff2!]] },
  {
    way: [DISPATCH, ACCEPT, JOINT],
    act: ['return-part', { ...part, reason: '人手不够' }],
    heard: [['returned', 'office']]
  },
  {
    way: [DISPATCH, ACCEPT, JOINT],
    act: ['finish-part', { ...part, reason: '清好了' }],
    heard: [['answer-came', OWNER]]
  },
  {
    way: [DISPATCH, ACCEPT, JOINT],
    act: ['release-part', { ...part, reason: '不用了' }],
    heard: [['verified', PARTY.staff2!]]
  }
];

describe('who an act concerns hears of it', () => {
  for (const { way, act, heard: told } of ACTS) {
    const [name, input, who = staff] = act;
    it(`at the desk: ${name}`, async () => {
      const { s, id, heard } = await walked(...way);
      granted(await actOnItem(s, who, { itemId: id, act: name, input }));
      expect(await heard()).toEqual(told);
    });

    it(`over the API: ${name}`, async () => {
      const { s, id, version, heard } = await walked(...way);
      const operation = OPERATIONS.find((one) => nameOf(one) === 'post /ledger/{id}/acts')!;
      const body = { act: name, version: await version(), ...input };
      const response = await ask({ ground: s, who, operation, id, body });
      expect([name, response.status]).toEqual([name, 200]);
      expect(await heard()).toEqual(told);
    });
  }

  it('every act that somebody should hear of is among these, or said by residents', () => {
    const tried = new Set<string>([...ACTS.map(({ act: [name] }) => name), 'report-reopen']);
    expect(ACT_NAMES.filter((name) => DECLARED[name].tells.length && !tried.has(name))).toEqual([]);
  });

  it('when many are done at once, and when many are chased', async () => {
    const { s, id, version, heard } = await walked();
    const { ownerId, dueOn } = DISPATCH[1];
    granted(
      await actOnMany(s, staff, {
        act: 'dispatch',
        input: { ownerId: ownerId!, dueOn: dueOn! },
        items: [{ id, version: await version() }]
      })
    );
    expect(await heard()).toEqual([['dispatched', OWNER]]);
    granted(await chaseItems(s, staff, [id]));
    expect(await heard()).toEqual([['chased', OWNER]]);
  });

  it('when an organisation answers over its link', async () => {
    for (const [act, way, told] of [
      ['return', [], ['returned', 'office']],
      ['ask', [], ['extension-asked', 'office']],
      ['finish', [ACCEPT], ['finished', 'office']]
    ] as const) {
      const { s, id, version, heard } = await walked(DISPATCH, ...way);
      const { token } = granted(await makeLink(s, staff, { partyId: OWNER }));
      const said = { text: '说明', day: act === 'ask' ? '2026-12-03' : '', picture: null };
      granted(await answerOverLink(s, token, { itemId: id, act, version: await version(), ...said }));
      expect(await heard()).toEqual([told]);
    }
  });

  it('when residents say at the next meeting “not done”, at the close or from a tablet that comes late', async () => {
    for (const late of [false, true]) {
      const { s, id, heard } = await walked(DISPATCH, ACCEPT, FINISH);
      s.hub.register(meetingKind(s));
      s.wait(DAY);
      const plan = { title: '下一场', kind: 'stool', venueId: VENUES[0].id } as const;
      const next = granted(await planMeeting(s, facilitator, plan));
      const doc = s.hub.doc(meetingDocument(next.id));
      if (late) granted(await closeMeeting(s, facilitator, next.id));
      setReport(doc, id, { verdict: 'not-yet', done: 2, notYet: 12 }, 'own');
      if (late) await s.hub.settle(meetingDocument(next.id));
      else granted(await closeMeeting(s, facilitator, next.id));
      expect(await heard()).toEqual([
        ['reopened', OWNER],
        ['reopened', 'office']
      ]);
    }
  });

  it('when staff take over what a late tablet changed: dropped, and taken up again', async () => {
    const s = await makeGround();
    const heard = listener(s);
    s.hub.register(meetingKind(s));
    const { id } = granted(await planMeeting(s, facilitator, { title: '这一场', kind: 'stool' }));
    const document = openMeetingDocument(s.hub.doc(meetingDocument(id)));
    const issueId = writeIssue(document, { title: '换灯' });
    granted(await closeMeeting(s, facilitator, id));
    const made = (await s.store.q.select().from(item).where(eq(item.title, '换灯')).get())!;
    const take = async (outcome: 'dropped' | 'ledger') => {
      document.setIssue(issueId, { outcome });
      await s.hub.settle(meetingDocument(id));
      await heard(made.id);
      const change = { field: 'outcome', tabletValue: outcome } as const;
      granted(await decideLateChange(s, staff, { itemId: made.id, decision: 'take', ...change }));
      return await heard(made.id);
    };
    expect(await take('dropped')).toEqual([
      ['declined', OWNER],
      ['declined', 'office']
    ]);
    expect(await take('ledger')).toEqual([
      ['reopened', OWNER],
      ['reopened', 'office']
    ]);
  });

  it('when the clock takes up what is late, and when what comes back once too often goes up by itself', async () => {
    const { s, id, heard } = await walked(DISPATCH, ACCEPT);
    s.wait(14 * DAY);
    await chaseDaily(s, COMMUNITY.id, tellByNotice);
    expect(await heard()).toEqual([
      ['overdue', OWNER],
      ['escalated', 'office'],
      ['escalated', ACCOUNT.secretary]
    ]);
    expect(await s.store.q.select().from(itemEvent).where(eq(itemEvent.act, 'escalate')).all()).toHaveLength(1);
    const returned: Step = ['return', { reason: '不归我们管' }, owner];
    const again = await walked(DISPATCH, returned, DISPATCH, returned, DISPATCH);
    granted(await actOnItem(again.s, owner, { itemId: again.id, act: 'return', input: { reason: '还是不归' } }));
    expect(await again.heard()).toContainEqual(['escalated', 'office']);
    expect(id).not.toBe(again.id);
  });

  it('an act whose hearer fails is taken back with all that hangs on it', async () => {
    const { s, id, version, heard } = await walked(DISPATCH);
    const before = await version();
    const failing = { ...s, hearers: [...s.hearers, () => Promise.reject(new Error('the echo could not be written'))] };
    await expect(actOnItem(failing, owner, { itemId: id, act: 'accept', input: {} })).rejects.toThrow('echo');
    expect(await version()).toBe(before);
    expect(await heard()).toEqual([]);
  });
});
