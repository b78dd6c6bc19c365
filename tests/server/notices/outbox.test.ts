import { describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import {
  listChannels,
  channelLog,
  retryDead,
  shutChannel,
  testChannel,
  quietHours,
  setQuietHours
} from '../../../server/notices';
import { calendarImport } from '../../../server/calendar/tables';
import { account } from '../../../server/identity/tables';
import { delivery, channel, notice } from '../../../server/notices/tables';
import { pruneNotices } from '../../../server/notices/outbox/prune';
import { item } from '../../../server/ledger/tables';
import { ACCOUNT, COMMUNITY, PARTY } from '../../../server/seed/fixtures';
import { caller } from '../../support/ground';
import { ADMIN, furnish, granted, HOUR, noticesGround, MINUTE, open, receiver, refusedAs } from './support';

const lamp = { number: '2026-0042', title: '三楼楼道灯不亮', dueOn: '2026-12-01' };
const OFFICE = { office: true } as const;
const PROPERTY = { partyId: PARTY.property! };
const contents = (heard: { json: Record<string, unknown> }[]) =>
  heard.map(({ json }) => (json.markdown as { content: string }).content);

describe('a notice on its way out', () => {
  it('[N1] [B1] is gathered for three minutes and goes out with the others as one message', async () => {
    const s = await noticesGround();
    const robot = await receiver();
    await open(s, { address: `${robot.url}/cgi-bin/webhook/send?key=k` });
    await s.put('returned', OFFICE, { ...lamp, who: '暖巢物业公司', reason: '要业委会先同意' });
    s.wait(2 * MINUTE);
    await s.put('reopened', OFFICE, { number: '2026-0043' });
    await s.notices.step();
    expect(robot.heard).toEqual([]);
    s.wait(MINUTE);
    await s.notices.step();
    await s.notices.step();
    expect(contents(robot.heard)).toEqual([
      '**小板凳提醒：2 件事**\n\n> 暖巢物业公司把台账 2026-0042“三楼楼道灯不亮”退回来了\n\n> 台账 2026-0043还没办好，要重新办'
    ]);
    expect((await s.deliveries()).map((one) => [one.state, one.tries])).toEqual([
      ['sent', 1],
      ['sent', 1]
    ]);
  });

  it('[N1] [N2] what is not urgent comes once, on the next working morning', async () => {
    const s = await noticesGround();
    const robot = await receiver();
    await open(s, { address: `${robot.url}/send?key=k` });
    for (const number of ['2026-0001', '2026-0002', '2026-0003']) await s.put('finished', OFFICE, { number });
    // From Monday at ten until it has come, an hour at a time.
    let hours = 0;
    while (!robot.heard.length && hours < 100) {
      s.wait(HOUR);
      hours++;
      await s.notices.step();
    }
    // Tuesday at nine: some minutes after eight had passed.
    expect([hours, robot.heard.length]).toEqual([23, 1]);
    expect(contents(robot.heard)[0]).toMatch(/3 件事/);
  });

  it('[N3] what is not urgent waits out a holiday of the community’s calendar, and goes out on a make-up day', async () => {
    const s = await noticesGround();
    const robot = await receiver();
    await open(s, { address: `${robot.url}/send?key=k` });
    await s.store.tx((q) =>
      q
        .insert(calendarImport)
        .values({
          communityId: COMMUNITY.id,
          year: 2026,
          seq: 9,
          source: '',
          importedAt: s.now().toISOString(),
          days: [
            ...['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'].map((day) => ({
              day,
              kind: 'off' as const,
              name: '节'
            })),
            { day: '2026-11-28', kind: 'work', name: '节' }
          ]
        })
        .run()
    );
    await s.put('finished', OFFICE, lamp);
    expect((await s.deliveries())[0]!.nextAt).toMatch(/^2026-11-28T00:/);
  });

  it('[N2] an urgent one keeps quiet at night, as the community sets its night', async () => {
    const s = await noticesGround();
    const robot = await receiver();
    await open(s, { address: `${robot.url}/send?key=k` });
    expect(await quietHours(s, COMMUNITY.id)).toEqual({ from: '21:00', to: '08:00' });
    expect(refusedAs(await setQuietHours(s, caller('staff'), { from: '18:00', to: '09:00' }))).toBe('right/missing');
    expect(refusedAs(await setQuietHours(s, ADMIN, { from: '08:00', to: '09:00' }))).toBe('input/invalid');
    granted(await setQuietHours(s, ADMIN, { from: '18:00', to: '09:00' }));
    s.wait(8 * HOUR);
    await s.put('chased', OFFICE, lamp);
    s.wait(14 * HOUR);
    await s.notices.step();
    expect(robot.heard).toEqual([]);
    s.wait(HOUR + 30 * MINUTE);
    await s.notices.step();
    expect(robot.heard).toHaveLength(1);
  });

  it('goes to those it is for: office, organisation, or all with a name; once for one key', async () => {
    const s = await noticesGround();
    const [office, all, theirs] = [await receiver(), await receiver(), await receiver()];
    await open(s, { name: '办公室', address: `${office.url}/send?key=a` });
    await open(s, { name: '大群', address: `${all.url}/send?key=b`, hears: 'all' });
    await open(s, { name: '物业群', address: `${theirs.url}/send?key=c`, partyId: PARTY.property! });
    await s.put('dispatched', PROPERTY, { ...lamp, link: '/p/secret' }, { itemId: 'i1', oncePer: 'dispatch i1 1' });
    expect(await s.put('dispatched', PROPERTY, lamp, { oncePer: 'dispatch i1 1' })).toBeNull();
    s.wait(4 * MINUTE);
    await s.notices.step();
    expect(office.heard).toEqual([]);
    expect(contents(all.heard)[0]).toContain(
      '> 暖巢物业公司：台账 2026-0042“三楼楼道灯不亮”派过来了，请接单，12月1日 周二前办好'
    );
    expect(contents(all.heard)[0]).toContain('(https://stool.example.org/ledger/i1)');
    // A way of their own into it is said to them alone.
    expect(contents(theirs.heard)[0]).toContain('(https://stool.example.org/p/secret)');
    expect(contents(theirs.heard)[0]).not.toContain('暖巢物业公司：');
  });

  it('[P1] [P3] says no title of what is between neighbours, no free text and no phone number in a group', async () => {
    const s = await noticesGround();
    const robot = await receiver();
    await open(s, { address: `${robot.url}/send?key=k` });
    const itemId = 'withheld-item';
    await s.store.tx((q) =>
      q
        .insert(item)
        .values({
          communityId: COMMUNITY.id,
          id: itemId,
          number: '2026-9001',
          title: '老李家漏水',
          detail: '',
          category: 'mediation',
          tier: 'simple',
          state: 'open',
          channel: 'meeting',
          createdAt: s.now().toISOString(),
          updatedAt: s.now().toISOString(),
          withheld: true
        })
        .run()
    );
    await s.put('returned', OFFICE, { title: '老李家漏水', reason: '老李说了难听的' }, { itemId });
    await s.put('returned', OFFICE, { title: '找13812345678的人', reason: '秘密' });
    s.wait(4 * MINUTE);
    await s.notices.step();
    const said = contents(robot.heard)[0]!;
    expect(said).toContain('邻里调解事项');
    expect(said).not.toMatch(/老李|难听|秘密|13812345678/);
  });
});

describe('when it fails', () => {
  it('[R1] [B2] is tried again with the same id, later each time, and after eight tries it is a dead letter that the office hears of', async () => {
    const s = await noticesGround();
    const program = await receiver((_, response) => {
      response.statusCode = 503;
      response.end('no');
    });
    const { id } = await open(s, { kind: 'webhook', name: '街道平台', address: `${program.url}/hook` });
    await s.put('returned', OFFICE, lamp);
    const at: number[] = [];
    const began = s.now().getTime();
    for (let minutes = 0; minutes < 20 * 60; minutes++) {
      const before = program.heard.length;
      await s.notices.step();
      if (program.heard.length > before) at.push(Math.round((s.now().getTime() - began) / MINUTE));
      s.wait(MINUTE);
    }
    expect(at).toEqual([0, 1, 3, 11, 43, 171, 531, 891]);
    expect(new Set(program.heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect((await s.deliveries(id))[0]).toMatchObject({ state: 'dead', tries: 8, trouble: 'http', code: 503 });
    expect(await s.kinds()).toEqual(['returned', 'channel-failed']);
    const [line] = granted(await listChannels(s, ADMIN));
    expect(line).toMatchObject({ dead: 1, waiting: 0, sentAt: null });
  });

  it('a dead letter is sent again when a person asks for it', async () => {
    const s = await noticesGround();
    let well = false;
    const robot = await receiver((_, response) => response.end(JSON.stringify({ errcode: well ? 0 : 40058 })));
    const { id } = await open(s, { address: `${robot.url}/send?key=k` });
    await s.put('returned', OFFICE, lamp);
    await s.put('reopened', OFFICE, lamp);
    s.wait(4 * MINUTE);
    await s.notices.step();
    const { log } = granted(await channelLog(s, ADMIN, id));
    expect(log.map(({ kind, state, trouble, code }) => [kind, state, trouble, code])).toEqual([
      ['reopened', 'dead', 'content', 40058],
      ['returned', 'dead', 'content', 40058]
    ]);
    well = true;
    expect(refusedAs(await retryDead(s, caller('staff'), id, null))).toBe('right/missing');
    // One of them is the message, so both go.
    expect(await retryDead(s, ADMIN, id, log[0]!.id)).toEqual({ again: 2 });
    await s.notices.step();
    expect((await s.deliveries(id)).map((one) => one.state)).toEqual(['sent', 'sent']);
    expect(robot.heard[1]!.body).toBe(robot.heard[0]!.body);
  });

  it('[V3] a robot that is told too much is left alone for its time, over whatever channel it is reached', async () => {
    const s = await noticesGround();
    const robot = await receiver((_, response, nth) =>
      response.end(
        JSON.stringify(
          nth === 1 ? { errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' } : { errcode: 0 }
        )
      )
    );
    const address = `${robot.url}/robot/send?access_token=t`;
    await open(s, { kind: 'dingtalk', name: '一', address });
    await open(s, { kind: 'dingtalk', name: '二', address, partyId: PARTY.property! });
    await s.put('returned', OFFICE, lamp);
    s.wait(3 * MINUTE);
    await s.notices.step();
    await s.put('chased', PROPERTY, lamp);
    s.wait(6 * MINUTE);
    await s.notices.step();
    expect(robot.heard).toHaveLength(1);
    s.wait(4 * MINUTE + 1_000);
    await s.notices.step();
    expect(robot.heard).toHaveLength(3);
  });

  it('[R3] twenty tests a minute and not one more, whichever channel they go through', async () => {
    const s = await noticesGround();
    const robot = await receiver();
    const address = `${robot.url}/send?key=k`;
    const [one, two] = [await open(s, { address }), await open(s, { address, name: '又一个' })];
    for (let n = 0; n < 20; n++)
      expect(await testChannel(s, ADMIN, n % 2 ? one.id : two.id)).toMatchObject({ state: 'sent' });
    expect(await testChannel(s, ADMIN, one.id)).toMatchObject({ state: 'waiting', trouble: null });
    expect(robot.heard).toHaveLength(20);
    s.wait(MINUTE + 1);
    await s.notices.step();
    expect(robot.heard).toHaveLength(21);
  });

  it('[V3] a robot that is gone is asked no more; what comes meanwhile is not kept for it', async () => {
    const s = await noticesGround();
    const robot = await receiver((_, response) =>
      response.end(JSON.stringify({ errcode: 93000, errmsg: 'invalid webhook url' }))
    );
    const { id } = await open(s, { address: `${robot.url}/send?key=k` });
    await s.put('returned', OFFICE, lamp);
    s.wait(4 * MINUTE);
    await s.notices.step();
    expect(granted(await listChannels(s, ADMIN))[0]).toMatchObject({ shutBy: 'gone', dead: 1 });
    await s.put('returned', OFFICE, lamp);
    s.wait(4 * MINUTE);
    await s.notices.step();
    expect([robot.heard.length, (await s.deliveries(id)).length]).toEqual([1, 1]);
    expect(refusedAs(await testChannel(s, ADMIN, id))).toBe('channel/shut');
    expect(await shutChannel(s, ADMIN, id, false)).toBeNull();
    expect(await testChannel(s, ADMIN, id)).toMatchObject({ state: 'dead', trouble: 'key', code: 93000 });
  });

  it('what waits at a channel that was shut is given up; a shut account’s letters too', async () => {
    const s = await noticesGround({
      mail: { send: () => Promise.reject(new Error('nobody should be written to')), close: () => {} }
    });
    const robot = await receiver();
    const { id } = await open(s, { address: `${robot.url}/send?key=k` });
    const mail = await open(s, { kind: 'email', name: '信', address: 'wang@example.org' });
    await s.store.tx(async (q) => {
      await q.update(channel).set({ scope: 'account', ownerId: ACCOUNT.staff! }).where(eq(channel.id, mail.id)).run();
    });
    await s.put('returned', OFFICE, lamp);
    await shutChannel(s, ADMIN, id, true);
    await s.store.tx((q) =>
      q.update(account).set({ disabledAt: s.now().toISOString() }).where(eq(account.id, ACCOUNT.staff!)).run()
    );
    s.wait(4 * MINUTE);
    await s.notices.step();
    expect(robot.heard).toEqual([]);
    expect((await s.deliveries()).map((one) => [one.state, one.trouble])).toEqual([
      ['dead', 'shut'],
      ['dead', 'shut']
    ]);
  });
});

describe('a process that dies', () => {
  it('between sending and writing it down sends it once more, under the same id, and never a third time', async () => {
    const first = await noticesGround();
    const program = await receiver();
    const { id } = await open(first, { kind: 'webhook', name: '平台', address: `${program.url}/hook` });
    await first.put('returned', OFFICE, lamp);
    // The disk refuses whatever comes after the message has gone.
    const tx = first.store.tx.bind(first.store);
    let writes = 0;
    const dying = furnish({
      ...first,
      store: {
        ...first.store,
        q: first.store.q,
        tx: (work) => (++writes > 1 ? Promise.reject(new Error('killed')) : tx(work))
      }
    });
    await expect(dying.notices.step()).rejects.toThrow('killed');
    expect(program.heard).toHaveLength(1);
    expect((await first.deliveries(id))[0]).toMatchObject({ state: 'waiting', tries: 1 });

    const next = furnish(first);
    await next.notices.step();
    expect(program.heard).toHaveLength(1);
    first.wait(MINUTE);
    await next.notices.step();
    await next.notices.step();
    expect(program.heard).toHaveLength(2);
    expect(program.heard[1]!.headers['webhook-id']).toBe(program.heard[0]!.headers['webhook-id']);
    expect((await first.deliveries(id))[0]).toMatchObject({ state: 'sent', tries: 2 });
  });

  it('that breaks off each time ends as a dead letter too', async () => {
    const s = await noticesGround();
    const robot = await receiver();
    const { id } = await open(s, { address: `${robot.url}/send?key=k` });
    await s.put('returned', OFFICE, lamp);
    await s.store.tx((q) =>
      q.update(delivery).set({ tries: 8, bundleId: 'b' }).where(eq(delivery.channelId, id)).run()
    );
    s.wait(4 * MINUTE);
    await s.notices.step();
    expect(robot.heard).toEqual([]);
    expect((await s.deliveries(id))[0]).toMatchObject({ state: 'dead', trouble: 'broken-off' });
  });

  it('is not held up by one who never answers: stopping breaks it off, and it is tried again', async () => {
    const s = await noticesGround();
    let reached = () => {};
    const asked = new Promise<void>((resolve) => (reached = resolve));
    const robot = await receiver(() => reached());
    const { id } = await open(s, { address: `${robot.url}/send?key=k` });
    await s.put('returned', OFFICE, lamp);
    s.wait(4 * MINUTE);
    const turn = s.notices.step();
    await asked;
    await s.notices.stop();
    await turn;
    expect((await s.deliveries(id))[0]).toMatchObject({ state: 'waiting', tries: 1, trouble: null });
  });

  it('takes one turn at a time: two at once send nothing twice', async () => {
    const s = await noticesGround();
    const robot = await receiver();
    const { id } = await open(s, { address: `${robot.url}/send?key=k` });
    await s.put('returned', OFFICE, lamp);
    s.wait(4 * MINUTE);
    await Promise.all([s.notices.step(), s.notices.deliverAt(COMMUNITY.id, id), s.notices.step()]);
    expect(robot.heard).toHaveLength(1);
  });
});

describe('what is old', () => {
  it('is forgotten: sent after 90 days, dead after 180, notices after 400, but never the last one', async () => {
    const s = await noticesGround();
    const robot = await receiver((_, response, nth) =>
      response.end(JSON.stringify({ errcode: nth === 1 ? 0 : 40058 }))
    );
    await open(s, { address: `${robot.url}/send?key=k` });
    await s.put('returned', OFFICE, lamp);
    s.wait(4 * MINUTE);
    await s.notices.step();
    await s.put('returned', OFFICE, lamp);
    s.wait(4 * MINUTE);
    await s.notices.step();
    const left = async () => [(await s.deliveries()).map((one) => one.state), await s.kinds()];
    await pruneNotices(s);
    expect(await left()).toEqual([
      ['sent', 'dead'],
      ['returned', 'returned', 'channel-failed']
    ]);
    s.wait(91 * 24 * HOUR);
    await pruneNotices(s);
    expect((await left())[0]).toEqual(['dead']);
    s.wait(90 * 24 * HOUR);
    await pruneNotices(s);
    expect(await left()).toEqual([[], ['returned', 'returned', 'channel-failed']]);
    s.wait(220 * 24 * HOUR);
    await pruneNotices(s);
    expect(await left()).toEqual([[], ['channel-failed']]);
    await s.put('chased', OFFICE, lamp);
    const seqs = await s.store.q.select({ seq: notice.seq }).from(notice).all();
    expect(seqs.map((row) => row.seq)).toEqual([3, 4]);
  });
});
