import { createHmac } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { addChannel, listChannels, removeChannel, shutChannel, testChannel } from '../../../server/notices';
import { isPublicAddress } from '../../../server/notices/outside/public-address';
import { OPEN_INTERNET, post } from '../../../server/notices/outside/post';
import { createSealer, SECRET_KEY_FILE } from '../../../server/notices/secret-key';
import { channel } from '../../../server/notices/tables';
import { PARTY } from '../../../server/seed/fixtures';
import { caller } from '../../support/ground';
import { ADMIN, furnish, granted, HERE, noticesGround, open, receiver, refusedAs } from './support';

const ok = { state: 'sent', trouble: null, code: null };

describe('a robot', () => {
  it('of DingTalk gets its time and signature in the address, and the keyword in the text', async () => {
    const s = await noticesGround();
    const robot = await receiver();
    const sign = 'SEC0123456789abcdef';
    const { id } = await open(s, {
      kind: 'dingtalk',
      address: `${robot.url}/robot/send?access_token=t`,
      sign,
      keyword: '小板凳'
    });
    expect(await testChannel(s, ADMIN, id)).toEqual(ok);
    const [{ query, json, headers, method }] = robot.heard as [(typeof robot.heard)[number]];
    const timestamp = String(s.now().getTime());
    expect([method, headers['content-type'], query.get('access_token'), query.get('timestamp')]).toEqual([
      ...['POST', 'application/json; charset=utf-8', 't', timestamp]
    ]);
    expect(query.get('sign')).toBe(createHmac('sha256', sign).update(`${timestamp}\n${sign}`).digest('base64'));
    expect(json).toMatchObject({
      msgtype: 'markdown',
      markdown: { title: '小板凳提醒', text: expect.stringContaining('小板凳') }
    });
  });

  it('of Feishu gets both in the body, the time in seconds', async () => {
    const s = await noticesGround();
    const robot = await receiver();
    const { id } = await open(s, { kind: 'feishu', address: `${robot.url}/open-apis/bot/v2/hook/x`, sign: 'secret' });
    expect(await testChannel(s, ADMIN, id)).toEqual(ok);
    const { json } = robot.heard[0]!;
    const timestamp = String(s.now().getTime() / 1000);
    expect(json).toMatchObject({
      timestamp,
      msg_type: 'post',
      sign: createHmac('sha256', `${timestamp}\nsecret`).update('').digest('base64'),
      content: {
        post: { zh_cn: { title: '小板凳提醒', content: [[{ tag: 'text', text: expect.stringContaining('测试') }]] } }
      }
    });
  });

  it('of WeCom gets Markdown', async () => {
    const s = await noticesGround();
    const robot = await receiver();
    const { id } = await open(s, { address: `${robot.url}/cgi-bin/webhook/send?key=k` });
    expect(await testChannel(s, ADMIN, id)).toEqual(ok);
    expect(robot.heard[0]!.json).toEqual({
      msgtype: 'markdown',
      markdown: { content: expect.stringContaining('这是一条测试通知') }
    });
    expect(robot.heard[0]!.query.get('key')).toBe('k');
  });
});

describe('a webhook', () => {
  it('is signed as Standard Webhooks says, and tells names and numbers', async () => {
    const s = await noticesGround();
    const program = await receiver((_, response) => {
      response.statusCode = 204;
      response.end();
    });
    const { signingKey } = await open(s, { kind: 'webhook', hears: 'all', address: `${program.url}/hook` });
    expect(signingKey).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    await s.put(
      'extension-asked',
      { partyId: PARTY.property! },
      { number: '2026-0042', title: '3号楼2单元301灯不亮', dueOn: '2026-12-01', reason: '老王说的' },
      { itemId: 'i1' }
    );
    await s.notices.step();
    const [{ headers, body, json }] = program.heard as [(typeof program.heard)[number]];
    const signed = `${headers['webhook-id'] as string}.${headers['webhook-timestamp'] as string}.${body}`;
    const key = Buffer.from(signingKey!.slice('whsec_'.length), 'base64');
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    expect(headers['webhook-timestamp']).toBe(String(s.now().getTime() / 1000));
    expect(json).toEqual({
      type: 'notice.extension_asked',
      timestamp: s.now().toISOString(),
      data: {
        id: expect.any(String),
        community: { id: expect.any(String), name: '槐荫里社区' },
        to: { kind: 'party', id: PARTY.property, name: '暖巢物业公司' },
        item: { id: 'i1', number: '2026-0042', title: '3号楼某户灯不亮', dueOn: '2026-12-01' },
        days: null,
        text: expect.not.stringContaining('老王'),
        url: 'https://stool.example.org/ledger/i1'
      }
    });
  });

  it('that answers 410 is told nothing more', async () => {
    const s = await noticesGround();
    const program = await receiver((_, response) => {
      response.statusCode = 410;
      response.end();
    });
    await open(s, { kind: 'webhook', address: `${program.url}/hook` });
    await s.put('returned', { office: true });
    await s.notices.step();
    expect(granted(await listChannels(s, ADMIN))[0]).toMatchObject({ shutBy: 'gone' });
  });
});

describe('what leads astray', () => {
  const URL_OF = (text: string) => new URL(text);
  const said = (answer: Awaited<ReturnType<typeof post>>) => ('sent' in answer ? answer.trouble : answer.status);

  it.each([
    ...[
      '127.0.0.1',
      '127.8.8.8',
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
      '0.0.0.0'
    ],
    ...['100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fc00::1', 'fd12::1'],
    ...['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:7f00:1::'],
    ...['2001:db8::1', 'ff02::1', 'localhost', '', '2130706433', '0x7f000001']
  ])('%s is no host on the open internet', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2400:3200::1', '2606:4700::1111'])('%s is one', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ...['https://127.0.0.1/', 'https://2130706433/', 'https://0x7f.1/', 'https://017700000001/', 'https://10.1.2.3/'],
    ...[
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
      'https://[fe80::1]/',
      'https://169.254.169.254/latest/meta-data/'
    ]
  ])('%s is not spoken to', async (address) => {
    expect(said(await post(OPEN_INTERNET, URL_OF(address), '{}', {}))).toBe('inside');
  });

  it('a name that means this machine, or one address of many inside, is not spoken to', async () => {
    const server = await receiver();
    const port = new URL(server.url).port;
    const outside = (addresses: string[]) => ({ ...OPEN_INTERNET, plain: true, resolve: async () => addresses });
    for (const addresses of [['127.0.0.1'], ['8.8.8.8', '10.0.0.1'], ['::1'], []])
      expect(said(await post(outside(addresses), URL_OF(`http://rebound.example:${port}/`), '{}', {}))).toBe('inside');
    expect(said(await post(OPEN_INTERNET, URL_OF('https://localhost/'), '{}', {}))).toBe('inside');
    expect(server.heard).toEqual([]);
  });

  it('a name is asked once, and the connection is made to just that address', async () => {
    const server = await receiver((_, response) => response.end('{}'));
    const port = new URL(server.url).port;
    let asked = 0;
    // The second time it would mean something else.
    const rebinding = { ...HERE, resolve: async () => (++asked === 1 ? ['127.0.0.1'] : ['169.254.169.254']) };
    expect(said(await post(rebinding, URL_OF(`http://rebound.example:${port}/`), '{}', {}))).toBe(200);
    expect([asked, server.heard[0]!.headers.host]).toEqual([1, `rebound.example:${port}`]);
  });

  it('a redirect is not followed', async () => {
    const target = await receiver();
    const server = await receiver((_, response) => {
      response.writeHead(302, { location: target.url });
      response.end();
    });
    const s = await noticesGround();
    const { id } = await open(s, { address: `${server.url}/send?key=k` });
    expect(await testChannel(s, ADMIN, id)).toMatchObject({ state: 'waiting', trouble: 'redirect', code: 302 });
    expect(target.heard).toEqual([]);
  });

  it('who never answers, answers without end, or is not there', async () => {
    const silent = await receiver(() => {});
    const endless = await receiver((_, response) => {
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(8_192)));
        response.once('drain', pour);
      };
      pour();
    });
    const dripping = await receiver((_, response) => void response.write('{'));
    const cut = await receiver((_, response) => void response.socket!.destroy());
    const hasty = { ...HERE, patienceMs: 150 };
    expect(said(await post(hasty, URL_OF(silent.url), '{}', {}))).toBe('timeout');
    expect(said(await post(hasty, URL_OF(dripping.url), '{}', {}))).toBe('timeout');
    expect(said(await post(HERE, URL_OF(endless.url), '{}', {}))).toBe('too-large');
    expect(said(await post(HERE, URL_OF(cut.url), '{}', {}))).toBe('unreachable');
    const lost = { ...HERE, resolve: () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })) };
    expect(said(await post(lost, URL_OF('http://nowhere.example/'), '{}', {}))).toBe('dns');
    expect(said(await post({ ...HERE, plain: false }, URL_OF(silent.url), '{}', {}))).toBe('host');
  });
});

describe('a channel', () => {
  it('is opened by an administrator, with what fits, and never shown again', async () => {
    const s = await noticesGround();
    const given = { kind: 'wecom', name: '群', sign: '', keyword: '', partyId: null, hears: 'office' };
    const add = (more: object, by = ADMIN) =>
      addChannel(s, by, { ...given, address: 'https://hooks.example.org/very-secret', ...more });
    expect(refusedAs(await add({}, caller('secretary')))).toBe('right/missing');
    for (const [more, field, why] of [
      [{ kind: 'pigeon' }, 'kind', 'field/unfit'],
      [{ name: ' \u0007' }, 'name', 'field/missing'],
      [{ address: '' }, 'address', 'field/missing'],
      [{ address: 'https://evil.example/' }, 'address', 'channel/host'],
      [{ address: 'ftp://hooks.example.org/' }, 'address', 'channel/insecure'],
      [{ address: 'https://qyapi.weixin.qq.com/' }, 'address', 'channel/path'],
      [{ kind: 'email', address: 'wang@example.org' }, 'address', 'channel/no-mail'],
      [{ keyword: '<@all>' }, 'keyword', 'field/unfit'],
      [{ sign: 'two words' }, 'sign', 'field/unfit'],
      [{ partyId: 'nobody' }, 'partyId', 'field/unfit']
    ] as const)
      expect(await add(more), field).toEqual({ refused: 'input/invalid', fields: { [field]: why } });

    granted(await add({ kind: 'feishu', sign: 'sign-secret' }));
    const kept = JSON.stringify(await s.store.q.select().from(channel).all());
    expect(kept).not.toMatch(/very-secret|sign-secret/);
    expect(JSON.stringify(granted(await listChannels(s, ADMIN)))).not.toMatch(/very-secret|sign-secret|sealed/);
    expect(granted(await listChannels(s, ADMIN))[0]).toMatchObject({ shown: 'hooks.example.org', name: '群' });
    expect(refusedAs(await listChannels(s, caller('staff')))).toBe('right/missing');
  });

  it('has as many beside it as a hundred', async () => {
    const s = await noticesGround();
    for (let n = 0; n < 100; n++) await open(s, { name: `${n}`, address: `https://hooks.example.org/${n}` });
    const more = {
      kind: 'wecom',
      name: '多',
      address: 'https://hooks.example.org/x',
      sign: '',
      keyword: '',
      partyId: null
    };
    expect(refusedAs(await addChannel(s, ADMIN, { ...more, hears: 'all' }))).toBe('channel/full');
  });

  it('taken away leaves nothing of its address, and is nobody’s to try', async () => {
    const s = await noticesGround();
    const robot = await receiver();
    const { id } = await open(s, { address: `${robot.url}/send?key=k` });
    expect(refusedAs(await testChannel(s, caller('staff'), id))).toBe('right/missing');
    expect(refusedAs(await shutChannel(s, caller('staff'), id, true))).toBe('right/missing');
    await s.put('returned', { office: true });
    expect(await removeChannel(s, ADMIN, id)).toBeNull();
    expect(await s.store.q.select().from(channel).all()).toMatchObject([{ sealed: '', shown: '', robot: '' }]);
    expect((await s.deliveries())[0]).toMatchObject({ state: 'dead', trouble: 'shut' });
    expect(refusedAs(await testChannel(s, ADMIN, id))).toBe('channel/absent');
    expect(refusedAs(await removeChannel(s, ADMIN, id))).toBe('channel/absent');
  });

  it('of another community is as absent as one that is not there', async () => {
    const s = await noticesGround();
    const robot = await receiver();
    const { id } = await open(s, { address: `${robot.url}/send?key=k` });
    const stranger = caller('admin', { communityId: 'another' });
    for (const done of [
      await testChannel(s, stranger, id),
      await removeChannel(s, stranger, id),
      await shutChannel(s, stranger, id, true)
    ])
      expect(refusedAs(done)).toBe('channel/absent');
    expect(robot.heard).toEqual([]);
  });

  it('says that its address has to be typed again where the key is another one', async () => {
    const s = await noticesGround();
    const robot = await receiver();
    const { id } = await open(s, { address: `${robot.url}/send?key=k` });
    writeFileSync(path.join(s.config.dataDir, SECRET_KEY_FILE), 'another key, of more than thirty-two letters');
    const next = furnish(s);
    expect(await testChannel(next, ADMIN, id)).toEqual({ state: 'dead', trouble: 'secret', code: null });
    expect(robot.heard).toEqual([]);
  });
});

describe('what is kept secret', () => {
  it('opens with the same key, for the same channel, unaltered, and not otherwise', async () => {
    const s = await noticesGround();
    const dir = s.config.dataDir;
    const sealer = createSealer(dir, null);
    const sealed = sealer.seal('https://example.org/?key=k', 'channel c 1');
    expect(sealer.open(sealed, 'channel c 1')).toBe('https://example.org/?key=k');
    expect(createSealer(dir, null).open(sealed, 'channel c 1')).toBe('https://example.org/?key=k');
    expect(sealer.seal('x', 'a')).not.toBe(sealer.seal('x', 'a'));
    expect(sealer.open(sealed, 'channel c 2')).toBeNull();
    expect(createSealer(dir, 'x'.repeat(40)).open(sealed, 'channel c 1')).toBeNull();
    const parts = sealed.split('.');
    for (const [n, part] of parts.entries()) {
      const other = [...parts];
      other[n] = part.startsWith('A') ? `B${part.slice(1)}` : `A${part.slice(1)}`;
      expect(sealer.open(other.join('.'), 'channel c 1'), String(n)).toBeNull();
    }
    // A shorter tag would be easier to guess.
    expect(sealer.open([parts[0], parts[1], parts[2]!.slice(0, 6), parts[3]].join('.'), 'channel c 1')).toBeNull();
    for (const strange of ['', 'v1', 'v1...', 'v2.a.b.c']) expect(sealer.open(strange, 'channel c 1')).toBeNull();
  });

  it('has its key in a file that nobody else may read, made once', async () => {
    const s = await noticesGround();
    const file = path.join(s.config.dataDir, SECRET_KEY_FILE);
    expect(() => statSync(file)).toThrow();
    const first = createSealer(s.config.dataDir, null).mac('x');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').trim()).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(createSealer(s.config.dataDir, null).mac('x')).toBe(first);
    writeFileSync(file, '');
    expect(() => createSealer(s.config.dataDir, null).mac('x')).toThrow('holds no key');
  });
});
