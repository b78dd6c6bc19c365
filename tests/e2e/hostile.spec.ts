import * as Y from 'yjs';
import { stockClient, until } from '../support/stock-client';
import { expect, test, type Person } from '../support/e2e';
import { Tablet } from '../support/tablet';

// A broken or hostile tablet that has the right to write: what it puts into the document breaks nobody else's page.

const SCRIPT = '<img src=x onerror="window.__stoolsideHit = 1"><script>window.__stoolsideHit = 1</script>';

function putStrangeShapes(doc: Y.Doc) {
  const map = (fields: Record<string, unknown>) => new Y.Map<unknown>(Object.entries(fields));
  doc.transact(() => {
    const entries = doc.getMap<unknown>('entries');
    entries.set('plain', 'a string where a map belongs');
    entries.set('empty', map({}));
    entries.set('times', map({ at: 'no time at all', kind: 7, speaker: true, text: 3.5 }));
    entries.set(
      'far',
      map({ at: '+275760-09-13T00:00:00.001Z', kind: 'song', text: new Y.Text(SCRIPT), speaker: SCRIPT })
    );
    entries.set('nested', map({ at: map({}), text: Y.Array.from([1, 2]), kind: new Y.XmlElement('p') }));
    entries.set('long', map({ at: '2026-11-23T10:00:00.000Z', kind: 'voice', text: new Y.Text('长'.repeat(20_000)) }));
    const issues = doc.getMap<unknown>('issues');
    issues.set('plain', 5);
    issues.set('empty', map({}));
    issues.set(
      'strange',
      map({
        order: 'zzz~~',
        title: 7,
        dueOn: '2026-99-99',
        ownerId: map({}),
        supporters: 1e12,
        confirmedAt: 'x',
        category: '__proto__',
        tier: 'constructor',
        outcome: 'toString'
      })
    );
    issues.set(
      'script',
      map({
        order: '',
        title: new Y.Text(SCRIPT),
        dueOn: 'tomorrow',
        raisedBy: SCRIPT,
        outcome: 'ledger',
        ownerId: SCRIPT
      })
    );
    doc.getMap<unknown>('agenda').set('odd', map({ title: map({}), minutes: -1e308, order: 3, startedAt: 'never' }));
    doc.getMap<unknown>('people').set('odd', 'nobody');
    const meta = doc.getMap<unknown>('meta');
    meta.set('startsAt', 'some day');
    meta.set('spotlight', 'script');
    meta.set('agendaAt', 'odd');
    meta.set('kind', '__proto__');
  });
}

test('strange shapes in a meeting break no page, run no script, and show up for staff', async ({
  app,
  device,
  api,
  begin
}) => {
  const facilitator = api('facilitator');
  const { id, code } = await begin('形状很怪的议事会');
  const client = stockClient({ url: app.url, document: `meeting/${id}`, cookie: facilitator.cookie });
  await until(client, () => client.provider.synced, 'the client to be in step');
  const acked = client.acked();
  putStrangeShapes(client.doc);
  await until(client, () => client.acked() > acked, 'the strange shapes to be on the server');
  client.destroy();

  const opened: [who: Person | null, path: string, shows: string][] = [
    [null, `/m/${code}`, 'h1'],
    [null, `/screen/${code}`, 'h1, h2'],
    ['staff', `/meetings/${id}`, 'h1'],
    ['staff', '/meetings', 'h1'],
    ['facilitator', `/meetings/${id}/stool`, '[data-entry]']
  ];
  for (const [who, path, shows] of opened) {
    const { context, page } = await device(who);
    const response = await page.goto(path);
    expect(response!.status(), path).toBe(200);
    await expect(page.locator(shows).first()).toBeVisible();
    expect(await page.evaluate(() => '__stoolsideHit' in window), path).toBe(false);
    await context.close();
  }

  // Another tablet goes on working in that very meeting, through readback to the close.
  const { context, page } = await device('facilitator2');
  const tablet = new Tablet(page);
  await tablet.open(id);
  await tablet.say('3号楼居民', '别人的平板坏了，我们接着说');
  await tablet.makeIssue('别人的平板坏了');
  await tablet.uploaded();
  await tablet.readBackAndClose();
  await context.close();
  const staff = api('staff');
  const { items } = await staff.get<{ items: { title: string }[] }>('ledger?limit=20');
  expect(items.map((item) => item.title)).toContain('别人的平板坏了，我们接着说');

  const desk = await device('staff');
  expect((await desk.page.goto(`/meetings/${id}`))!.status()).toBe(200);
  expect((await desk.page.goto('/ledger'))!.status()).toBe(200);
  await desk.context.close();
});
