import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MailConfig } from '../../../server/config';
import { account } from '../../../server/identity/tables';
import {
  dropOwnMail,
  followLink,
  linkedChannel,
  listNotices,
  ownChannels,
  reopenOwnMail,
  setOwnMail,
  testChannel
} from '../../../server/notices';
import { createMail } from '../../../server/notices/mail';
import { channel } from '../../../server/notices/tables';
import { ACCOUNT, PARTY } from '../../../server/seed/fixtures';
import { caller } from '../../support/ground';
import { readLetter } from '../../support/letter';
import { mailServer, type MailServer } from './mail-server';
import { ADMIN, granted, HOUR, noticesGround, MINUTE, open, refusedAs, type NoticesGround } from './support';
import { eq } from 'drizzle-orm';

const lamp = { number: '2026-0042', title: '三楼<楼道>灯&不亮', dueOn: '2026-12-01' };
const config = (server: { port: number }, over: Partial<MailConfig> = {}): MailConfig => ({
  host: '127.0.0.1',
  port: server.port,
  security: 'none',
  user: '',
  password: '',
  from: 'stool@example.org',
  ...over
});
const letter = {
  to: 'wang@example.org',
  subject: 's',
  text: 't',
  html: '<p>t</p>',
  messageId: '<1@example.org>',
  unsubscribe: null
};

async function withMail(): Promise<{ s: NoticesGround; server: MailServer }> {
  const server = await mailServer();
  return { s: await noticesGround({ mail: createMail(config(server)) }), server };
}

/** The link of a letter that leads to `/n/<purpose>/…`. */
function linkOf(raw: string, purpose: string): string {
  return new RegExp(`https://stool\\.example\\.org/n/${purpose}/(\\S+)`).exec(readLetter(raw).text)![1]!;
}

describe('a letter', () => {
  it('[P2] says everything in plain text and in HTML, names whom it is from, and how it ends', async () => {
    const { s, server } = await withMail();
    await open(s, { kind: 'email', name: '物业邮箱', address: 'office@example.org', partyId: PARTY.property! });
    await s.put('dispatched', { partyId: PARTY.property! }, lamp, { itemId: 'i1' });
    await s.put(
      'reopened',
      { partyId: PARTY.property! },
      { number: '2026-0007', title: '2单元301', reason: '又坏了，打13812345678' }
    );
    s.wait(4 * MINUTE);
    await s.notices.step();
    expect(server.letters).toMatchObject([{ from: 'stool@example.org', to: ['office@example.org'] }]);
    const { headers, text, html } = readLetter(server.letters[0]!.raw);
    expect(headers).toMatchObject({
      subject: '【小板凳】2 件事请看',
      'auto-submitted': 'auto-generated',
      'message-id': expect.stringMatching(/^<[0-9a-f-]{36}@stool\.example\.org>$/),
      'list-unsubscribe': expect.stringMatching(/^<https:\/\/stool\.example\.org\/n\/off\/\S+>$/)
    });
    expect(text).toContain(
      '- 台账 2026-0042“三楼<楼道>灯&不亮”派过来了，请接单，12月1日 周二前办好\n  https://stool.example.org/ledger/i1'
    );
    // Whoever has to go there is told the channel, and no number.
    expect(text).toContain('2单元301');
    expect(text).toContain('又坏了，打1**********');
    expect(html).toContain('三楼&lt;楼道&gt;灯&amp;不亮');
    expect(html).toContain('<a href="https://stool.example.org/ledger/i1">');
    expect(html).toContain('/n/off/');
  });

  it('is one line of subject, whatever a title holds, and the same letter each time it is tried', async () => {
    let refuse = true;
    const server = await mailServer({
      onRcptTo: (_address, _session, done) =>
        done(refuse ? Object.assign(new Error('try later'), { responseCode: 451 }) : null)
    });
    const s = await noticesGround({ mail: createMail(config(server)) });
    const { id } = await open(s, { kind: 'email', name: '信', address: 'office@example.org' });
    await s.put('returned', { office: true }, { title: '灯\r\nBcc: evil@example.org' });
    s.wait(4 * MINUTE);
    await s.notices.step();
    expect((await s.deliveries(id))[0]).toMatchObject({ state: 'waiting', trouble: 'mail-later', code: 451 });
    const { bundleId } = (await s.deliveries(id))[0]!;
    refuse = false;
    s.wait(MINUTE);
    await s.notices.step();
    const { headers } = readLetter(server.letters[0]!.raw);
    expect(headers.bcc).toBeUndefined();
    expect(server.letters[0]!.to).toEqual(['office@example.org']);
    expect(headers['message-id']).toBe(`<${bundleId}@stool.example.org>`);
    expect(headers.subject).toContain('灯 Bcc: evil@example.org');
  });

  it('goes over TLS, and to nobody whose certificate is not right', async () => {
    const secure = await mailServer({ secure: true });
    expect(await createMail(config(secure, { security: 'tls' })).send(letter)).toMatchObject({
      sent: false,
      trouble: 'tls'
    });
    expect(await createMail(config(secure, { security: 'tls' }), { rejectUnauthorized: false }).send(letter)).toEqual({
      sent: true
    });
    expect(secure.letters).toMatchObject([{ secure: true }]);
    // A server that offers no TLS gets nothing where it was asked for.
    const open = await mailServer();
    expect((await createMail(config(open, { security: 'starttls' })).send(letter)).sent).toBe(false);
    expect(open.letters).toEqual([]);
  });

  it('that is refused says why without the server’s words', async () => {
    const refusing = (responseCode: number, at: 'onRcptTo' | 'onMailFrom' = 'onRcptTo') =>
      mailServer({
        [at]: (_: unknown, __: unknown, done: (error: Error) => void) =>
          done(Object.assign(new Error('wang@example.org'), { responseCode }))
      });
    const tried = async (server: { port: number }, over: Partial<MailConfig> = {}) =>
      await createMail(config(server, over), { rejectUnauthorized: false }, 300).send(letter);
    expect(await tried(await refusing(550))).toEqual({
      sent: false,
      trouble: 'mail-refused',
      code: 550,
      final: true,
      wait: 0
    });
    expect(await tried(await refusing(421, 'onMailFrom'))).toMatchObject({ trouble: 'mail-later', final: false });
    const closed = await mailServer({
      secure: true,
      onAuth: (_auth, _session, done) => done(Object.assign(new Error('no'), { responseCode: 535 }))
    });
    expect(await tried(closed, { security: 'tls', user: 'u', password: 'p' })).toMatchObject({
      trouble: 'mail-sign-in',
      final: false
    });
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void silent.close());
    expect(await tried({ port: (silent.address() as AddressInfo).port })).toMatchObject({
      trouble: 'timeout',
      final: false
    });
    expect(await tried({ port: 1 })).toMatchObject({ trouble: 'unreachable', final: false });
  });
});

describe('a person’s own letters', () => {
  const staff = caller('staff');

  it('begin when he has opened the link that came to the address, and end by the link in each', async () => {
    const { s, server } = await withMail();
    expect(await setOwnMail(s, staff, ' pu@example.org ', 'zh-CN')).toMatchObject({ state: 'sent' });
    expect(await ownChannels(s, staff)).toMatchObject({
      mail: true,
      email: { address: 'pu@example.org', confirmed: false }
    });
    await s.put('returned', { office: true }, lamp);
    s.wait(4 * MINUTE);
    await s.notices.step();
    expect(server.letters).toHaveLength(1);
    expect(readLetter(server.letters[0]!.raw).headers['list-unsubscribe']).toBeUndefined();

    const confirm = linkOf(server.letters[0]!.raw, 'confirm');
    expect(await linkedChannel(s, 'confirm', confirm)).toEqual({
      shown: 'p***@example.org',
      locale: 'zh-CN',
      done: false
    });
    expect(await followLink(s, 'confirm', confirm)).toBeNull();
    expect(await followLink(s, 'confirm', confirm)).toBeNull();
    await s.put('returned', { office: true }, { ...lamp, reason: '要先问问' });
    await s.put('dispatched', { accountId: ACCOUNT.secretary! }, lamp);
    s.wait(4 * MINUTE);
    await s.notices.step();
    expect(server.letters).toHaveLength(2);
    expect(server.letters[1]!.to).toEqual(['pu@example.org']);
    expect(readLetter(server.letters[1]!.raw).text).toContain('要先问问');

    const off = linkOf(server.letters[1]!.raw, 'off');
    expect(await linkedChannel(s, 'off', off)).toMatchObject({ done: false });
    expect(await followLink(s, 'off', off)).toBeNull();
    await s.put('returned', { office: true }, lamp);
    s.wait(4 * MINUTE);
    await s.notices.step();
    expect(server.letters).toHaveLength(2);
    expect((await ownChannels(s, staff)).email).toMatchObject({ shut: true });
    await reopenOwnMail(s, staff);
    expect((await ownChannels(s, staff)).email).toMatchObject({ shut: false });
    await dropOwnMail(s, staff);
    expect(await ownChannels(s, staff)).toMatchObject({ email: null });
    expect(refusedAs(await followLink(s, 'off', off))).toBe('channel/link-absent');
  });

  it('cannot be ended or begun by a link that somebody made up, used for something else, or found too late', async () => {
    const { s, server } = await withMail();
    for (let n = 0; n < 10; n++) granted(await setOwnMail(s, staff, 'pu@example.org', 'zh-CN'));
    expect(refusedAs(await setOwnMail(s, staff, 'pu@example.org', 'zh-CN'))).toBe('channel/slowed');
    const confirm = linkOf(server.letters[0]!.raw, 'confirm');
    expect(refusedAs(await followLink(s, 'off', confirm))).toBe('channel/link-absent');
    const [body, mac] = confirm.split('.') as [string, string];
    const forged = Buffer.from(JSON.stringify([staff.communityId, 'x', 0])).toString('base64url');
    for (const bad of [
      '',
      '.',
      body,
      `${forged}.${mac}`,
      `${body}.${mac.slice(1)}`,
      `${confirm}.x`,
      'é.é',
      'x'.repeat(9_000)
    ])
      expect(refusedAs(await followLink(s, 'confirm', bad)), bad).toBe('channel/link-absent');
    s.wait(8 * 24 * HOUR);
    expect(refusedAs(await followLink(s, 'confirm', confirm))).toBe('channel/link-absent');
    expect((await ownChannels(s, staff)).email).toMatchObject({ confirmed: false });
  });

  it('are his to try and to see; another address takes the place of the one before, not without end', async () => {
    const { s, server } = await withMail();
    await setOwnMail(s, staff, 'pu@example.org', 'en');
    const { id } = (await ownChannels(s, staff)).email!;
    expect(refusedAs(await testChannel(s, staff, id))).toBe('channel/unconfirmed');
    await followLink(s, 'confirm', linkOf(server.letters[0]!.raw, 'confirm'));
    expect(readLetter(server.letters[0]!.raw).headers.subject).toContain('[Stoolside]');
    for (const other of [caller('staff2'), ADMIN])
      expect(refusedAs(await testChannel(s, other, id))).toBe('right/missing');
    expect(await testChannel(s, staff, id)).toMatchObject({ state: 'sent' });
    // Their own language goes before that in which the channel was made.
    await s.store.tx((q) => q.update(account).set({ locale: 'zh-CN' }).where(eq(account.id, staff.accountId)).run());
    expect(await testChannel(s, staff, id)).toMatchObject({ state: 'sent' });
    expect(server.letters.slice(1).map(({ raw }) => readLetter(raw).headers.subject!.slice(0, 5))).toEqual([
      '[Stoo',
      '【小板凳】'
    ]);
    expect(await setOwnMail(s, staff, 'pu@example.org', 'zh-CN')).toBeNull();
    expect((await ownChannels(s, staff)).email).toMatchObject({ id, confirmed: true });
    expect(refusedAs(await setOwnMail(s, staff, 'no address', 'zh-CN'))).toBe('input/invalid');
    for (let n = 1; n < 10; n++) granted(await setOwnMail(s, staff, `pu${n}@example.org`, 'zh-CN'));
    expect(refusedAs(await setOwnMail(s, staff, 'more@example.org', 'zh-CN'))).toBe('channel/slowed');
    expect((await ownChannels(s, staff)).email).toMatchObject({ address: 'pu9@example.org' });
    expect(JSON.stringify(await s.store.q.select().from(channel).all())).not.toMatch(/pu\d?@example/);
  });

  it('hear of their organisation, not of what they did themselves, and of a failure inside alone', async () => {
    const s = await noticesGround({
      mail: {
        send: async () => ({ sent: false, trouble: 'mail-refused', code: 550, final: true, wait: 0 }),
        close: () => {}
      }
    });
    const partner = caller('partner');
    await setOwnMail(s, partner, 'miao@example.org', 'zh-CN');
    await s.store.tx((q) => q.update(channel).set({ confirmedAt: s.now().toISOString() }).run());
    await s.put('dispatched', { partyId: PARTY.property! }, lamp);
    await s.put('resumed', { partyId: PARTY.property! }, lamp, { by: partner.accountId });
    s.wait(4 * MINUTE);
    await s.notices.step();
    await s.notices.step();
    const { notices } = await listNotices(s, partner);
    expect(notices.map(({ kind, values }) => [kind, values.title])).toEqual([
      ['channel-failed', 'm***@example.org'],
      ['dispatched', lamp.title]
    ]);
    expect((await listNotices(s, caller('staff'))).notices).toEqual([]);
  });

  it('are not promised where no mail server is set', async () => {
    const s = await noticesGround();
    expect(refusedAs(await setOwnMail(s, staff, 'pu@example.org', 'zh-CN'))).toBe('channel/no-mail');
    expect(await ownChannels(s, staff)).toMatchObject({ mail: false });
  });
});
