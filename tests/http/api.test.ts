import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { apiOf, planByApi, type Api } from '../support/api';
import { startApp, type RunningApp } from '../support/app';
import { seeded, type Person } from '../support/seeded';
import { stockClient, until } from '../support/stock-client';

// The HTTP API as a program of somebody else's meets it, and the server as its keeper meets it.

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ from: seeded().dataDir });
});
afterAll(() => app.remove());

/** The API as one of the cast, whose session was made when the folder was seeded. */
const signedIn = (who: Person, url = app.url) => apiOf(url, seeded().sessions[who]);

const api = (path: string, init?: RequestInit) => fetch(`${app.url}/api/v1/${path}`, init);
const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body)
});

async function problem(response: Response, status: number) {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const said = (await response.json()) as { status: number; title: string; type: string };
  expect(said.status).toBe(status);
  return said;
}

test('what the API does not know, or not so, is a problem document and never a web page', async () => {
  const { cookie } = signedIn('staff');
  await problem(await api('nothing/here'), 404);
  await problem(await api('session'), 405);
  await problem(await api('ledger', { method: 'PUT', headers: { cookie } }), 405);
  await problem(await api(`ledger/${randomUUID()}`, { headers: { cookie } }), 404);
  await problem(await api('ledger/not-a-uuid', { headers: { cookie } }), 404);
  await problem(await api('ledger'), 401);
  await problem(await api('ledger?cursor=nonsense', { headers: { cookie } }), 400);
  await problem(await api('ledger?state=lost', { headers: { cookie } }), 400);
  await problem(await api('ledger/%ff', { headers: { cookie, accept: 'text/html' } }), 404);
  await problem(await fetch(`${app.url}/%61pi/v1/ledger`, { method: 'PUT', headers: { cookie } }), 405);
  const english = await problem(await api('ledger', { headers: { 'accept-language': 'en-GB' } }), 401);
  expect(english.title).not.toMatch(/\p{Script=Han}/u);
});

test('a body that is no JSON, of another kind, or too large is refused by name', async () => {
  const { cookie } = signedIn('facilitator');
  const post = (body: string, type = 'application/json') =>
    api('meetings', { method: 'POST', headers: { cookie, origin: app.url, 'content-type': type }, body });
  await problem(await post('{"title":'), 415);
  await problem(await post('title=x', 'text/plain'), 415);
  await problem(await post(JSON.stringify({ title: 'x'.repeat(400_000), kind: 'stool' })), 413);
  await problem(await post('{"kind":"stool"}'), 400);
});

test('signing in answers 204 with a cookie that scripts cannot read; signing out ends it', async () => {
  const answer = await api('session', json({ username: 'staff', password: 'stoolside-demo' }));
  expect(answer.status).toBe(204);
  const set = answer.headers.getSetCookie().find((line) => line.startsWith('stool_session='))!;
  expect(set).toMatch(/HttpOnly/i);
  expect(set).toMatch(/SameSite=Lax/i);
  const cookie = set.split(';')[0]!;
  expect((await api('ledger', { headers: { cookie } })).status).toBe(200);
  expect((await api('session', { method: 'DELETE', headers: { cookie } })).status).toBe(204);
  await problem(await api('ledger', { headers: { cookie } }), 401);
  await problem(await api('session', json({ username: 'staff', password: 'wrong' })), 401);
});

test('a session made before signing in is not the one after (no fixation)', async () => {
  const planted = `stool_session=${'A'.repeat(43)}`;
  const answer = await api('session', json({ username: 'staff', password: 'stoolside-demo' }, { cookie: planted }));
  const given = answer.headers.getSetCookie().find((line) => line.startsWith('stool_session='))!;
  expect(given).not.toContain('A'.repeat(43));
  await problem(await api('ledger', { headers: { cookie: planted } }), 401);
});

test('a page of another site can neither write with a person’s cookie nor sign him in', async () => {
  const { cookie } = signedIn('facilitator');
  const plan = { title: '别处来的', kind: 'stool' };
  for (const origin of ['https://evil.example', 'null', `${app.url}.evil.example`]) {
    await problem(await api('meetings', json(plan, { cookie, origin })), 403);
    await problem(await api('session', json({ username: 'staff', password: 'stoolside-demo' }, { origin })), 403);
  }
  expect((await api('meetings', json(plan, { cookie, origin: app.url }))).status).toBe(201);
});

test('nor by writing the address of a door another way', async () => {
  const facilitator = signedIn('facilitator');
  const { id } = await planByApi(facilitator, '别处想结束的');
  const { cookie } = facilitator;
  for (const door of ['api/v1', '%61pi/v1', 'ap%69/v1', 'api/%761']) {
    // No body and so no content type: the check of Kit's own for forms does not look at it.
    const init = { method: 'POST', headers: { cookie, origin: 'https://evil.example' } };
    await problem(await fetch(`${app.url}/${door}/meetings/${id}/close`, init), 403);
  }
  expect((await facilitator.get<{ closedAt: string | null }>(`meetings/${id}`)).closedAt).toBeNull();
});

test('planning twice under one id makes one meeting', async () => {
  const facilitator = signedIn('facilitator');
  const { id } = await planByApi(facilitator, '同一场');
  const again = await facilitator.post('meetings', { id, title: '同一场', kind: 'stool' });
  expect(again.status).toBe(201);
  const { meetings } = await facilitator.get<{ meetings: { id: string }[] }>('meetings?limit=100');
  expect(meetings.filter((one) => one.id === id)).toHaveLength(1);
});

test('the ledger is paged to its end, each item once', async () => {
  const staff: Api = signedIn('staff');
  interface Page {
    items: { id: string }[];
    nextCursor: string | null;
    total: number;
  }
  let page = await staff.get<Page>('ledger?limit=7');
  const { total } = page;
  const seen = page.items.map((item) => item.id);
  while (page.nextCursor) {
    page = await staff.get<Page>(`ledger?limit=7&cursor=${encodeURIComponent(page.nextCursor)}`);
    seen.push(...page.items.map((item) => item.id));
  }
  expect(seen.length).toBe(total);
  expect(new Set(seen).size).toBe(total);
  expect(total).toBeGreaterThan(50);
});

test('each role does what it may and no more', async () => {
  for (const who of ['informant', 'partner'] as const)
    expect((await signedIn(who).post('meetings', { title: '我也来开', kind: 'stool' })).status).toBe(403);
  const { id } = await planByApi(signedIn('facilitator'), '谁能结束');
  for (const who of ['informant', 'partner'] as const)
    expect((await signedIn(who).post(`meetings/${id}/close`)).status).toBe(403);
});

test('pages say how they may be used, and the health doors answer', async () => {
  const page = await fetch(`${app.url}/sign-in`);
  const policy = page.headers.get('content-security-policy')!;
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("'unsafe-eval'");
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  expect(page.headers.get('referrer-policy')).toBe('same-origin');
  for (const door of ['healthz', 'readyz']) expect((await fetch(`${app.url}/${door}`)).status).toBe(200);
});

test('nobody is sent to another site after signing in or changing the language', async () => {
  const form = (path: string, fields: Record<string, string>) =>
    fetch(`${app.url}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: app.url, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      body: new URLSearchParams(fields)
    });
  for (const wish of ['//evil.example', '/\\evil.example', '/.//evil.example', 'https://evil.example', 'http://[']) {
    const language = await form('/preferences', { locale: 'en', from: wish });
    expect(language.status, wish).toBe(303);
    expect(language.headers.get('location'), wish).toBe('/');
    const signedIn = await form(`/sign-in?/in&next=${encodeURIComponent(wish)}`, {
      username: 'staff',
      password: 'stoolside-demo'
    });
    expect(signedIn.headers.get('location'), wish).toBe('/');
  }
});

test('what is no form changes no look and breaks nothing', async () => {
  for (const [type, body] of [
    ['application/json', '{"locale":"en"}'],
    ['multipart/form-data; boundary=x', 'junk']
  ]) {
    const headers = { origin: app.url, 'content-type': type! };
    const answer = await fetch(`${app.url}/preferences`, { method: 'POST', redirect: 'manual', headers, body });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    expect(answer.headers.getSetCookie().join()).not.toContain('locale');
  }
});

test('SIGTERM ends a server that has a screen and a tablet open, and what was written is there after it', async () => {
  const own = await startApp({ from: seeded().dataDir });
  try {
    const { cookie } = signedIn('facilitator', own.url);
    const stream = await new Promise<import('node:http').IncomingMessage>((resolve) => {
      httpRequest(`${own.url}/screen/${own.code}/events`, resolve).end();
    });
    stream.resume();
    const cut = new Promise((resolve) => stream.once('close', resolve));
    const name = 'meeting/00000000-0000-4000-8000-000000000002';
    const tablet = stockClient({ url: own.url, document: name, cookie });
    await until(tablet, () => tablet.provider.synced, 'the tablet to be in step');
    tablet.doc.getMap('meta').set('title', '断电前改的名');
    await own.stop();
    await cut;
    tablet.destroy();
    expect(own.process.exitCode).toBe(0);
    await own.killAndRestart();
    const after = stockClient({ url: own.url, document: name, cookie });
    await until(after, () => after.provider.synced, 'the tablet to be in step again');
    expect(after.doc.getMap('meta').get('title')).toBe('断电前改的名');
    after.destroy();
  } finally {
    await own.remove();
  }
});

test('the log says which doors were used, and nothing that names a person', async () => {
  const own = await startApp({ logLevel: 'debug', from: seeded().dataDir });
  try {
    const staff = signedIn('staff', own.url);
    await staff.get(`ledger?q=${encodeURIComponent('蓝衣阿姨')}`);
    await fetch(`${own.url}/api/v1/session`, json({ username: '冯阿姨', password: '我家门牌501' }));
    await fetch(`${own.url}/m/${own.code}`);
    await staff.post('meetings', { title: '林奶奶家的事', kind: 'nothing' });
    const name = 'meeting/00000000-0000-4000-8000-000000000002';
    const tablet = stockClient({ url: own.url, document: name, cookie: staff.cookie });
    await until(tablet, () => tablet.provider.synced, 'the tablet to be in step');
    tablet.provider.awareness.setLocalStateField('user', { name: '蒲晓棠' });
    tablet.doc.getMap('entries').set('e', new Y.Map([['speaker', '井台边的季婶']]));
    // A shape that no meeting has is put aside or shown to staff, and told without its words.
    tablet.doc.getMap('issues').set('i', '季婶家的漏水');
    await until(tablet, () => tablet.acked() > 0, 'the tablet to be acknowledged');
    tablet.destroy();
    await own.stop();
    const lines = own.log();
    expect(lines).toContain('connection opened');
    expect(lines.split('\n').filter((line) => line.includes('"route":"/api/v1/ledger"'))).toHaveLength(1);
    for (const word of [
      '蓝衣阿姨',
      encodeURIComponent('蓝衣阿姨'),
      '冯阿姨',
      '501',
      '林奶奶',
      '季婶',
      '蒲晓棠',
      own.code,
      'stoolside-demo'
    ])
      expect(lines).not.toContain(word);
    expect(lines).not.toContain(staff.cookie.split('=')[1]!.split(';')[0]!);
  } finally {
    await own.remove();
  }
});
