import { randomUUID } from 'node:crypto';
import { and, desc, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { issueOrigin } from '../../../server/meetings';
import { LINK_LIMITS } from '$lib/domain/party-links/link';
import type { Refusal } from '$lib/domain/refusal';
import { attendance } from '../../../server/attendance/tables';
import { addParty } from '../../../server/community';
import { party } from '../../../server/community/tables';
import { attachment } from '../../../server/attachments/tables';
import { actOnItem, ITEM_OWNER, keepItemPhoto, type NewItem } from '../../../server/ledger';
import { item, itemEvent } from '../../../server/ledger/tables';
import { entry, issue } from '../../../server/meetings/tables';
import {
  answerOverLink,
  lastOverLink,
  linkItem,
  linkItems,
  linkPhoto,
  makeLink,
  openLink,
  partiesWithLinks,
  revokeLink,
  type LinkAnswer
} from '../../../server/party-links';
import { partyLink } from '../../../server/party-links/tables';
import { COMMUNITY, PARTY } from '../../../server/seed/fixtures';
import { caller, makeGround, type TestGround } from '../../support/ground';
import { withoutIds } from '../../support/without-ids';
import { expectWhole, granted, putItem } from '../ledger/support';
import { picture } from '../attachments/support';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const staff = caller('staff');
const refusedAs = (result: unknown) => (result as Partial<Refusal> | null)?.refused;

async function ground() {
  const s = await makeGround();
  const dispatched = async (over: Partial<NewItem> = {}, ownerId = PARTY.barber!) => {
    const { id } = await putItem(s, over);
    granted(await actOnItem(s, staff, { itemId: id, act: 'dispatch', input: { ownerId, dueOn: '2026-11-27' } }));
    return id;
  };
  const made = granted(await makeLink(s, staff, { partyId: PARTY.barber! }));
  const open = async (token = made.token) => granted(await openLink(s, token));
  const version = async (id: string) => (await s.store.q.select().from(item).where(eq(item.id, id)).get())!.version;
  const answer = async (itemId: string, act: string, over: Partial<LinkAnswer> = {}) =>
    await answerOverLink(s, made.token, {
      itemId,
      act,
      text: '',
      day: '',
      version: await version(itemId),
      picture: null,
      ...over
    });
  return { s, dispatched, made, open, answer, version };
}
const row = async (s: TestGround, id: string) => (await s.store.q.select().from(item).where(eq(item.id, id)).get())!;
const lastEvent = async (s: TestGround, id: string) =>
  (await s.store.q
    .select()
    .from(itemEvent)
    .where(eq(itemEvent.itemId, id))
    .orderBy(desc(itemEvent.seq))
    .limit(1)
    .get())!;

describe('making a link', () => {
  it('[P1] is the office’s, for 30 days or up to 90, for an organisation or a person without an account', async () => {
    const { s, made } = await ground();
    expect(made.expiresAt).toBe(new Date(s.now().getTime() + 30 * DAY).toISOString());
    expect(refusedAs(await makeLink(s, caller('facilitator'), { partyId: PARTY.barber! }))).toBe('right/missing');
    for (const days of [0, 91, 1.5])
      expect(refusedAs(await makeLink(s, staff, { partyId: PARTY.barber!, days }))).toBe('input/invalid');
    expect(refusedAs(await makeLink(s, staff, { partyId: PARTY.facilitator! }))).toBe('link/has-account');
    expect(refusedAs(await makeLink(s, staff, { partyId: 'nobody' }))).toBe('party/absent');
    expect(refusedAs(await makeLink(s, caller('staff', { communityId: 'other' }), { partyId: PARTY.barber! }))).toBe(
      'party/absent'
    );
    const ninety = granted(await makeLink(s, staff, { partyId: PARTY.property!, days: 90 }));
    expect(Date.parse(ninety.expiresAt) - s.now().getTime()).toBe(90 * DAY);
    for (let n = 1; n < 5; n++) granted(await makeLink(s, staff, { partyId: PARTY.barber! }));
    expect(refusedAs(await makeLink(s, staff, { partyId: PARTY.barber! }))).toBe('link/full');
  });

  it('[P2] keeps only a hash, and a link that ran out, was revoked, is made up or of a party that is gone opens nothing', async () => {
    const { s, made, dispatched } = await ground();
    const id = await dispatched();
    expect(JSON.stringify(await s.store.q.select().from(partyLink).all())).not.toContain(made.token);
    const second = granted(await makeLink(s, staff, { partyId: PARTY.barber!, days: 1 }));
    granted(await openLink(s, second.token));
    s.wait(DAY);
    const absent = { refused: 'link/absent' };
    expect(await openLink(s, second.token)).toEqual(absent);
    for (const token of ['', 'x', made.token.slice(1), `${made.token}A`, 'A'.repeat(43), made.id])
      expect(await openLink(s, token)).toEqual(absent);
    granted(await openLink(s, made.token));
    expect(refusedAs(await revokeLink(s, caller('informant'), made.id))).toBe('right/missing');
    await revokeLink(s, caller('staff', { communityId: 'other' }), made.id);
    granted(await openLink(s, made.token));
    await revokeLink(s, staff, made.id);
    expect(await openLink(s, made.token)).toEqual(absent);
    const given = { itemId: id, act: 'accept', text: '', day: '', version: (await row(s, id)).version, picture: null };
    expect(await answerOverLink(s, made.token, given)).toEqual(absent);
    expect((await row(s, id)).state).toBe('dispatched');
    const third = granted(await makeLink(s, staff, { partyId: PARTY.barber! }));
    await s.store.tx((q) => q.update(party).set({ active: false }).where(eq(party.id, PARTY.barber!)).run());
    expect(await openLink(s, third.token)).toEqual(absent);
  });

  it('[P1] the office sees who owes what, which links work, and when each was last used', async () => {
    const { s, made, dispatched, answer } = await ground();
    const id = await dispatched();
    granted(
      await actOnItem(s, staff, {
        itemId: await dispatched({}, PARTY.property!),
        act: 'add-part',
        input: { partners: [{ partyId: PARTY.barber!, task: '借电源', dueOn: null }] }
      })
    );
    await dispatched({}, PARTY.school!);
    granted(await answer(id, 'accept'));
    const list = granted(await partiesWithLinks(s, staff));
    expect(list[0]).toMatchObject({ id: PARTY.barber, open: 2, hasAccount: false, kind: 'organisation' });
    expect(list[0]!.links).toEqual([
      {
        id: made.id,
        madeByName: staff.name,
        madeAt: s.now().toISOString(),
        expiresAt: made.expiresAt,
        lastUsedAt: s.now().toISOString(),
        acts: 1
      }
    ]);
    expect(list.find(({ id: of }) => of === PARTY.property)).toMatchObject({ open: 1, hasAccount: true, links: [] });
    expect(refusedAs(await partiesWithLinks(s, caller('facilitator')))).toBe('right/missing');
    s.wait(31 * DAY);
    expect(granted(await partiesWithLinks(s, staff))[0]!.links).toEqual([]);
  });
});

describe('what a link shows', () => {
  it('[P3] only what its party owes, without who asked and without numbers', async () => {
    const { s, dispatched, open } = await ground();
    const mine = await dispatched({
      title: '理发铺门口积水',
      detail: '樊奶奶家 3-501，请联系 13812345678 后上门',
      raisedBy: '樊奶奶'
    });
    const others = await dispatched({ title: '物业的事' }, PARTY.property!);
    const nobodys = (await putItem(s)).id;
    const link = await open();
    const list = await linkItems(s, link);
    expect(list.map(({ id }) => id)).toEqual([mine]);
    expect(list[0]).toMatchObject({ day: '2026-11-27', stage: 'dispatched', side: 'lead', late: false });
    const page = granted(await linkItem(s, link, mine));
    expect(page.detail).toBe('樊某家 3-501，请联系 1********** 后上门');
    expect(JSON.stringify(page)).not.toContain('樊奶奶');
    for (const id of [others, nobodys, randomUUID()])
      expect(await linkItem(s, link, id)).toEqual({ refused: 'item/absent' });
    s.wait(5 * DAY);
    expect((await linkItems(s, link))[0]!.late).toBe(true);
  });

  it('[P3] of a matter kept from the public a partner sees his own part alone, the lead what he has to do', async () => {
    const { s, dispatched, open } = await ground();
    const given = { title: '501与502的纠纷', detail: '两家不和', withheld: true };
    const led = await dispatched(given);
    const joined = await dispatched(given, PARTY.property!);
    granted(
      await actOnItem(s, staff, {
        itemId: joined,
        act: 'add-part',
        input: { partners: [{ partyId: PARTY.barber!, task: '借会议室', dueOn: '2026-11-25' }] }
      })
    );
    const link = await open();
    expect(granted(await linkItem(s, link, led))).toMatchObject({ title: given.title, detail: given.detail });
    const part = granted(await linkItem(s, link, joined));
    expect(part).toMatchObject({ title: '', detail: '', place: null, task: '借会议室', day: '2026-11-25', quotes: [] });
    expect(withoutIds(part)).not.toContain('501');
    expect((await linkItems(s, link)).map(({ id }) => id)).toEqual([joined, led]);
  });

  it('[P3] what residents said, as the public page shows it: no mediation, no numbers, nobody’s name', async () => {
    const { s, dispatched, open } = await ground();
    const meetingId = randomUUID();
    const entryOf = (id: string, text: string, over: Partial<typeof entry.$inferInsert> = {}) => ({
      communityId: COMMUNITY.id,
      meetingId,
      id,
      at: s.now().toISOString(),
      kind: 'voice',
      speaker: '樊奶奶',
      text,
      by: 'x',
      ...over
    });
    const issueOf = (id: string, entryIds: string[], withheld: string | null) => ({
      communityId: COMMUNITY.id,
      meetingId,
      id,
      order: id,
      title: '积水',
      detail: '',
      category: 'repair',
      tier: 'simple',
      outcome: 'ledger',
      answer: '',
      raisedBy: '樊奶奶',
      entryIds,
      withheld
    });
    await s.store.tx(async (q) => {
      await q
        .insert(attendance)
        .values({ communityId: COMMUNITY.id, meetingId, id: 'p', name: '章小满', consent: null })
        .run();
      await q
        .insert(entry)
        .values([
          entryOf('a', '门口一下雨就积水，章小满说打我 13812345678'),
          entryOf('b', '调解里说的', { withheld: 'd1' }),
          entryOf('c', '记一笔', { kind: 'note' }),
          entryOf('d', '别的问题的话')
        ])
        .run();
      await q
        .insert(issue)
        .values([issueOf('i', ['a', 'b', 'c'], null), issueOf('j', ['d'], 'd1')])
        .run();
    });
    const shown = await dispatched({ origin: issueOrigin({ meetingId, issueId: 'i' }) });
    const page = granted(await linkItem(s, await open(), shown));
    expect(page.quotes).toEqual(['门口一下雨就积水，章某说打我 1**********']);
    expect(JSON.stringify(page)).not.toContain('樊奶奶');
    const kept = await dispatched({ origin: issueOrigin({ meetingId, issueId: 'j' }) });
    expect(granted(await linkItem(s, await open(), kept)).quotes).toEqual([]);
  });

  it('[P3] the office’s words to this party, not those to whoever had it before', async () => {
    const { s, dispatched, open, answer } = await ground();
    const id = await dispatched({}, PARTY.school!);
    granted(await actOnItem(s, staff, { itemId: id, act: 'chase', input: { reason: '校长请抓紧' } }));
    granted(await actOnItem(s, staff, { itemId: id, act: 'return', input: { reason: '学校放假' } }));
    granted(await actOnItem(s, staff, { itemId: id, act: 'dispatch', input: { ownerId: PARTY.barber! } }));
    granted(await answer(id, 'accept'));
    granted(await answer(id, 'finish', { text: '扫干净了' }));
    expect(await linkItems(s, await open())).toEqual([]);
    granted(await actOnItem(s, staff, { itemId: id, act: 'rework', input: { reason: '后门还有' } }));
    const page = granted(await linkItem(s, await open(), id));
    expect(page.told.map(({ act, reason }) => [act, reason])).toEqual([['rework', '后门还有']]);
    expect(page.answers.map(({ act, reason }) => [act, reason])).toEqual([
      ['finish', '扫干净了'],
      ['accept', '']
    ]);
  });
});

describe('answering over a link', () => {
  it('[P4] accepts, notes, asks and finishes with a picture; the history says who and how', async () => {
    const { s, dispatched, made, answer } = await ground();
    const id = await dispatched();
    expect(await answer(id, 'accept')).toEqual({ act: 'accept' });
    expect(await lastEvent(s, id)).toMatchObject({
      act: 'accept',
      actorId: `link:${made.id}`,
      actorName: '老街理发铺（链接）'
    });
    expect(await answer(id, 'note')).toEqual({ refused: 'input/invalid', fields: { text: 'field/missing' } });
    granted(await answer(id, 'note', { text: '明天\n开工' }));
    for (const day of ['', '2026-13-01', '2026-11-23', '2026-11-27'])
      expect(refusedAs(await answer(id, 'ask', { text: '等水泥', day }))).toBe('input/invalid');
    granted(await answer(id, 'ask', { text: '等水泥', day: '2026-12-04' }));
    expect((await row(s, id)).asked).toEqual({ what: 'extend', day: '2026-12-04', reason: '等水泥' });
    expect(refusedAs(await answer(id, 'ask', { text: '再等等', day: '2026-12-09' }))).toBe('item/not-now');
    granted(await answer(id, 'finish', { picture: await picture(60, 40) }));
    expect((await row(s, id)).state).toBe('finished');
    const done = await lastEvent(s, id);
    expect(done).toMatchObject({ act: 'finish', reason: '见照片' });
    const photo = (await s.store.q.select().from(attachment).get())!;
    expect(photo).toMatchObject({
      ownerKind: ITEM_OWNER,
      ownerId: id,
      tiedTo: String(done.seq),
      about: { phase: 'after' },
      by: `link:${made.id}`
    });
    expect(done.detail.photos).toEqual([photo.id]);
    await expectWhole(s);
  });

  it('[P4] gives back with a reason, and then it is its no more', async () => {
    const { s, dispatched, open, answer } = await ground();
    const id = await dispatched();
    expect(refusedAs(await answer(id, 'return'))).toBe('input/invalid');
    granted(await answer(id, 'return', { text: '不归我们' }));
    expect(await row(s, id)).toMatchObject({ state: 'open', ownerId: null, returns: 1 });
    expect(await linkItem(s, await open(), id)).toEqual({ refused: 'item/absent' });
    expect(await lastOverLink(s, await open(), id)).toMatchObject({ act: 'return', number: (await row(s, id)).number });
  });

  it('[P4] of a part its own alone, and nothing that is the lead’s or the office’s', async () => {
    const { s, dispatched, answer } = await ground();
    const id = await dispatched({}, PARTY.property!);
    const partners = [PARTY.barber!, PARTY.school!].map((partyId) => ({ partyId, task: '出人', dueOn: null }));
    granted(await actOnItem(s, staff, { itemId: id, act: 'add-part', input: { partners } }));
    for (const act of ['accept', 'finish', 'return', 'verify', 'chase', 'escalate', 'release-part', 'made-up'])
      expect(refusedAs(await answer(id, act, { text: '我来' })), act).toBe('item/not-now');
    granted(await answer(id, 'accept-part'));
    granted(await answer(id, 'finish-part', { text: '人到了' }));
    const parts = await lastEvent(s, id);
    expect(parts).toMatchObject({ act: 'finish-part', detail: { partyId: PARTY.barber } });
    expect(refusedAs(await answer(id, 'return-part', { text: '不干了' }))).toBe('item/absent');
    await expectWhole(s);
  });

  it('[P4] never of another’s item, and not over what somebody has changed meanwhile', async () => {
    const { s, dispatched, answer, version } = await ground();
    const others = await dispatched({}, PARTY.property!);
    expect(await answer(others, 'accept')).toEqual({ refused: 'item/absent' });
    const id = await dispatched();
    const seen = await version(id);
    granted(await actOnItem(s, staff, { itemId: id, act: 'extend', input: { dueOn: '2026-12-04', reason: '下雪' } }));
    expect(refusedAs(await answer(id, 'accept', { version: seen }))).toBe('item/changed');
    expect((await row(s, id)).state).toBe('dispatched');
  });

  it('[P5] the same answer sent twice is one, pictures too; other words are another', async () => {
    const { s, dispatched, answer, version } = await ground();
    const id = await dispatched();
    const seen = await version(id);
    granted(await answer(id, 'accept', { version: seen }));
    expect(await answer(id, 'accept', { version: seen })).toEqual({ act: 'accept' });
    const bytes = await picture(30, 30);
    const note = { text: '开工了', picture: bytes, version: await version(id) };
    granted(await answer(id, 'note', note));
    granted(await answer(id, 'note', note));
    expect(await s.store.q.select().from(attachment).all()).toHaveLength(1);
    granted(await answer(id, 'note', { text: '快好了' }));
    const acts = await s.store.q
      .select()
      .from(itemEvent)
      .where(and(eq(itemEvent.itemId, id), eq(itemEvent.act, 'note')))
      .all();
    expect(acts.map(({ reason }) => reason)).toEqual(['开工了', '快好了']);
  });

  it('[P6] so often an hour over one link, whoever calls; another link goes on', async () => {
    const { s, dispatched, made, answer } = await ground();
    const id = await dispatched();
    for (let n = 0; n < LINK_LIMITS.act; n++) expect(refusedAs(await answer(id, 'made-up'))).toBe('item/not-now');
    expect(await answer(id, 'accept')).toEqual({ refused: 'link/slowed', with: { seconds: 3600 } });
    expect((await row(s, id)).state).toBe('dispatched');
    for (let n = 0; n < LINK_LIMITS.open; n++) granted(await openLink(s, made.token));
    expect(refusedAs(await openLink(s, made.token))).toBe('link/slowed');
    granted(await openLink(s, granted(await makeLink(s, staff, { partyId: PARTY.barber! })).token));
    s.wait(HOUR);
    granted(await answer(id, 'accept'));
  });

  it('[P7] shows the pictures that came over its party’s links, and no others', async () => {
    const { s, dispatched, made, open, answer } = await ground();
    const id = await dispatched();
    granted(await answer(id, 'note', { text: '看', picture: await picture(40, 40) }));
    const [answered] = granted(await linkItem(s, await open(), id)).answers;
    expect(answered!.photos.length).toBe(1);
    const photo = answered!.photos[0]!;
    expect(granted(await linkPhoto(s, made.token, photo)).type).toBe('image/jpeg');
    const offices = granted(
      await keepItemPhoto(s, staff, { itemId: id, phase: 'before', bytes: await picture(40, 40) })
    ).id;
    granted(await actOnItem(s, staff, { itemId: id, act: 'note', input: { reason: '看过了' }, photos: [offices] }));
    expect(await linkPhoto(s, made.token, offices)).toEqual({ refused: 'photo/absent' });
    const second = granted(await makeLink(s, staff, { partyId: PARTY.barber! }));
    granted(await linkPhoto(s, second.token, photo));
    const other = granted(await makeLink(s, staff, { partyId: PARTY.school! }));
    expect(await linkPhoto(s, other.token, photo)).toEqual({ refused: 'photo/absent' });
    granted(await answer(id, 'return', { text: '不归我们' }));
    expect(await linkPhoto(s, made.token, photo)).toEqual({ refused: 'photo/absent' });
  });

  it('[P1] works for a person without an account too', async () => {
    const { s } = await ground();
    const partyId = randomUUID();
    await s.store.tx((q) => addParty(q, { communityId: COMMUNITY.id, id: partyId, kind: 'person', name: '石师傅' }));
    const made = granted(await makeLink(s, staff, { partyId }));
    expect(granted(await openLink(s, made.token)).party).toEqual({ id: partyId, name: '石师傅' });
  });
});
