import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { signInByApi } from '../support/api';
import { startApp, type RunningApp } from '../support/app';

// The façade as programs and pages of somebody else meet it, through the server as it is run.

let app: RunningApp;
test.beforeAll(async () => {
  app = await startApp();
});
test.afterAll(() => app.remove());

const ask = (path: string, init?: RequestInit) => fetch(`${app.url}/open311/${path}`, init);

test('the discovery leads to services and requests; nobody gets a cookie, whoever is signed in', async () => {
  const { cookie } = await signInByApi(app.url, 'staff');
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

test('a browser’s own parser reads the XML on somebody else’s page; what a meeting promised is there, what the desk took down is not', async ({
  page
}) => {
  const api = await signInByApi(app.url, 'staff');
  const { items } = await api.get<{ items: { id: string; channel: string; origin: object | null }[] }>(
    'ledger?limit=100'
  );
  const desk = items.find(({ channel, origin }) => channel !== 'meeting' && origin === null)!;
  expect((await ask(`v2/requests/${desk.id}.json`)).status).toBe(404);
  const elsewhere = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>elsewhere</title>');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
  const seen = await page.evaluate(async (address) => {
    const text = await (await fetch(address)).text();
    const xml = new DOMParser().parseFromString(text, 'application/xml');
    return {
      fault: xml.querySelector('parsererror')?.textContent ?? null,
      root: xml.documentElement.nodeName,
      requests: [...xml.querySelectorAll('request > service_request_id')].map((one) => one.textContent)
    };
  }, `${app.url}/open311/v2/requests.xml`);
  elsewhere.close();
  expect(seen).toMatchObject({ fault: null, root: 'service_requests' });
  const open = items.filter(({ channel, origin }) => channel === 'meeting' || origin !== null);
  expect(open.length).toBeGreaterThan(0);
  expect(seen.requests.sort()).toEqual(open.map(({ id }) => id).sort());
});
