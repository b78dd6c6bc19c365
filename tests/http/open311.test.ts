import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiOf } from '../support/api';
import { startApp, type RunningApp } from '../support/app';
import { seeded } from '../support/seeded';

// The façade as programs and pages of somebody else meet it, through the server as it is run.

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ from: seeded().dataDir });
});
afterAll(() => app.remove());

const staff = () => apiOf(app.url, seeded().sessions.staff);
const ask = (path: string, init?: RequestInit) => fetch(`${app.url}/open311/${path}`, init);

test('the discovery leads to services and requests; nobody gets a cookie, whoever is signed in', async () => {
  const { cookie } = staff();
  const { endpoints } = await (await ask('discovery.json')).json();
  expect(endpoints[0].url).toBe(`${app.url}/open311/v2`);
  for (const path of ['services.xml', 'services.json', 'requests.xml', 'requests.json', 'services/care.xml'])
    for (const headers of [new Headers(), new Headers({ cookie })]) {
      const response = await fetch(`${endpoints[0].url}/${path}`, { headers });
      expect(response.status, path).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^(text\/xml|application\/json); charset=utf-8$/);
      expect(response.headers.getSetCookie()).toEqual([]);
      expect(response.headers.get('cache-control')).toMatch(/^public/);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
    }
});

test('what is submitted as clients of Open311 do is answered in their own form of errors', async () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const response = await ask('v2/requests.json', { method: 'POST', headers: form, body: 'service_code=repair&lat=1' });
  expect([response.status, response.headers.get('allow')]).toEqual([400, 'GET, HEAD, OPTIONS']);
  expect((await response.json())[0].code).toBe(405);
  const xml = await ask('v2/requests.xml', { method: 'POST', headers: form, body: 'x=1' });
  expect(await xml.text()).toContain('<errors><error><code>405</code>');
  for (const path of ['v2/requests.xml?status=lost', 'v2/nowhere', 'v2/requests/none.xml', 'v2/services.yaml'])
    expect(await (await ask(path)).text()).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<errors>/);
  expect((await ask('v2/services.json', { method: 'HEAD' })).status).toBe(200);
});

/** The text of each of these elements, as a parser reads it that takes nothing but well-formed XML. */
function textsOf(xml: string, ...trail: string[]): { root: string; texts: string[] } {
  const parser = new SaxesParser();
  const within: string[] = [];
  let root = '';
  const texts: string[] = [];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    root ||= name;
    within.push(name);
  });
  parser.on('text', (text) => {
    if (trail.every((name, at) => within[within.length - trail.length + at] === name)) texts.push(text);
  });
  parser.on('closetag', () => void within.pop());
  parser.write(xml).close();
  return { root, texts };
}

test('the XML is well formed and may be read by somebody else’s page; what a meeting promised is there, what the desk took down is not', async () => {
  const { items } = await staff().get<{ items: { id: string; channel: string; origin: object | null }[] }>(
    'ledger?limit=100'
  );
  const desk = items.find(({ channel, origin }) => channel !== 'meeting' && origin === null)!;
  expect((await ask(`v2/requests/${desk.id}.json`)).status).toBe(404);
  const answer = await ask('v2/requests.xml', { headers: { origin: 'https://elsewhere.example' } });
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  const { root, texts } = textsOf(await answer.text(), 'request', 'service_request_id');
  expect(root).toBe('service_requests');
  const open = items.filter(({ channel, origin }) => channel === 'meeting' || origin !== null);
  expect(open.length).toBeGreaterThan(0);
  expect(texts.sort()).toEqual(open.map(({ id }) => id).sort());
});
