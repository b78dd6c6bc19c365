import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { apiOf, planByApi } from '../support/api';
import { startApp, type RunningApp } from '../support/app';
import { seeded, type Person } from '../support/seeded';
import { stockClient, until, type StockClient } from '../support/stock-client';

// The product as an outsider meets it: the HTTP API and an unmodified y-websocket client against the running build.

let app: RunningApp;
const clients: StockClient[] = [];
beforeAll(async () => {
  app = await startApp({ from: seeded().dataDir });
});
afterEach(() => clients.splice(0).forEach((client) => client.destroy()));
afterAll(() => app.remove());

const signedIn = (who: Person) => apiOf(app.url, seeded().sessions[who]);

function open(document: string, cookie?: string, more: Partial<Parameters<typeof stockClient>[0]> = {}): StockClient {
  const client = stockClient({ url: app.url, document, ...(cookie ? { cookie } : {}), ...more });
  clients.push(client);
  return client;
}

function closeCode(client: StockClient): Promise<number> {
  return new Promise((resolve) => {
    client.provider.on('connection-close', (event: { code: number } | null) => event && resolve(event.code));
  });
}

/** Writes an issue the way any tablet does, by the contract's keys. */
function writeIssue(doc: Y.Doc, title: string, more: Record<string, unknown> = {}): string {
  const id = randomUUID();
  doc.transact(() => {
    const issue = new Y.Map<unknown>();
    doc.getMap('issues').set(id, issue);
    const text = (words: string) => new Y.Text(words);
    const fields = {
      id,
      order: 'a0',
      title: text(title),
      detail: text(''),
      answer: text(''),
      category: 'repair',
      tier: 'simple',
      outcome: 'ledger',
      ownerId: null,
      dueOn: '2027-01-15',
      raisedBy: '3号楼居民',
      confirmedAt: new Date().toISOString(),
      ...more
    };
    for (const [key, value] of Object.entries(fields)) issue.set(key, value);
  });
  return id;
}

/** The issue that an item came of: behind the meeting's id and a slash. */
const issueOf = (item: { origin: { id: string } | null }) => item.origin?.id.split('/')[1] ?? '';

interface Page {
  items: { id: string; title: string; origin: { kind: string; id: string } | null; late: boolean }[];
}

test('a stock client writes, another reads, and what was acknowledged outlives kill -9', async () => {
  const facilitator = signedIn('facilitator');
  const { id } = await planByApi(facilitator, '断电也不丢');
  const writer = open(`meeting/${id}`, facilitator.cookie);
  const other = open(`meeting/${id}`, signedIn('facilitator2').cookie);
  await until(writer, () => writer.provider.synced && other.provider.synced, 'both are synced');
  expect(writer.doc.getMap('meta').get('title')).toBe('断电也不丢');

  const before = writer.acked();
  const issue = writeIssue(writer.doc, '断电前一秒写下的话');
  await until(writer, () => writer.acked() > before, 'the server acknowledged');
  await app.killAndRestart();
  // Neither tablet may bring the word back: a third, empty one asks the restarted server.
  clients.splice(0).forEach((client) => client.destroy());
  const third = open(`meeting/${id}`, signedIn('facilitator3').cookie);
  await until(third, () => third.provider.synced, 'the third is synced');
  const found = third.doc.getMap<Y.Map<Y.Text>>('issues').get(issue);
  expect(found?.get('title')?.toString()).toBe('断电前一秒写下的话');
});

test('who does not hold the meeting cannot open its document, nor can a stranger', async () => {
  const facilitator = signedIn('facilitator');
  const { id } = await planByApi(facilitator, '门关着的');
  for (const who of ['informant', 'partner'] as const)
    for (const document of [`meeting/${id}`, `meeting/${id}/private`])
      expect(await closeCode(open(document, signedIn(who).cookie))).toBe(4403);
  expect(await closeCode(open(`meeting/${id}`))).toBe(4401);
});

test('a foreign or missing Origin with a cookie is refused', async () => {
  const facilitator = signedIn('facilitator');
  const { id } = await planByApi(facilitator, '门要看好');
  for (const origin of ['https://evil.example', null]) {
    const client = open(`meeting/${id}`, facilitator.cookie, { origin });
    expect(await closeCode(client)).toBe(4403);
    expect(client.provider.synced).toBe(false);
  }
});

test('closing twice, and from two clients at once, gives one item an issue; a late tablet loses nothing', async () => {
  const facilitator = signedIn('facilitator');
  const staff = signedIn('staff');
  const title = `散会 ${randomUUID().slice(0, 8)}`;
  const { id } = await planByApi(facilitator, title);
  const tablet = open(`meeting/${id}`, facilitator.cookie);
  await until(tablet, () => tablet.provider.synced, 'synced');
  const before = tablet.acked();
  const promised = writeIssue(tablet.doc, '门前台阶补平');
  const answered = writeIssue(tablet.doc, '几点关灯', { outcome: 'answered', answer: new Y.Text('十点半') });
  const dropped = writeIssue(tablet.doc, '不提了', { outcome: 'dropped' });
  await until(tablet, () => tablet.acked() >= before + 3, 'all acknowledged');

  // A second tablet goes away with an issue that nobody else has seen.
  const away = new Y.Doc();
  Y.applyUpdate(away, Y.encodeStateAsUpdate(tablet.doc));
  const late = writeIssue(away, '晚到的一条', { confirmedAt: null });

  const [one, two] = await Promise.all([facilitator.post(`meetings/${id}/close`), staff.post(`meetings/${id}/close`)]);
  expect([one.status, two.status]).toEqual([200, 200]);
  expect((await facilitator.post(`meetings/${id}/close`)).status).toBe(200);
  await until(tablet, () => tablet.doc.getMap('meta').get('phase') === 'closed', 'the tablets learn that it is closed');

  const back = open(`meeting/${id}`, signedIn('facilitator2').cookie, { doc: away });
  await until(back, () => back.provider.synced && back.acked() > 0, 'the late tablet was heard');
  await vi.waitFor(
    async () =>
      expect((await ours(staff, promised, answered, dropped, late)).map(issueOf).sort()).toEqual(
        [promised, answered, late].sort()
      ),
    { timeout: 15_000 }
  );
  const items = await ours(staff, promised, answered, dropped, late);
  expect(items.filter((item) => item.late).map(issueOf)).toEqual([late]);
});

async function ours(api: { get<T>(path: string): Promise<T> }, ...issues: string[]): Promise<Page['items']> {
  const page = await api.get<Page>('ledger?limit=100');
  return page.items.filter((item) => issues.includes(issueOf(item)));
}
