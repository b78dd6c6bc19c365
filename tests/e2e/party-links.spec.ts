import path from 'node:path';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { DESK, holdsLayout, PHONE, TABLET } from '../support/layout';
import type { RunningApp } from '../support/app';
import { expect, REFUSED, refusedWith, test, type OpenDevice } from '../support/e2e';

const WALL = '孩子们想要一面能画画的墙';
const picture = async () => ({
  name: 'wall.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: 1200, height: 900, channels: 3, background: '#a73' } })
    .jpeg()
    .toBuffer()
});

/** Makes a link at the desk, as a secretary of the office would, and gives its address. */
async function linkFor(device: OpenDevice, name: string) {
  const { page } = await device('staff', DESK);
  await page.goto('/settings');
  await page.getByRole('link', { name: '单位的回话链接' }).click();
  await page.getByRole('button', { name: `给${name}发链接` }).click();
  const words = page.getByRole('textbox', { name: `发给${name}的话` });
  await expect(words).toHaveValue(new RegExp(`^${name}：.*请不要转给别人`));
  await expect(page.getByRole('img', { name: new RegExp(`${name}的回话链接`) })).toBeVisible();
  return { desk: page, link: /\/p\/[\w-]{43}/.exec(await words.inputValue())![0] };
}

test('an organisation answers over its link on a phone without a script: accepts, finishes with a picture, reads what comes next', async ({
  app,
  device,
  api
}) => {
  const { desk, link } = await linkFor(device, '槐荫小学');
  await holdsLayout(desk, [PHONE, TABLET, DESK]);

  const { page } = await device(null, PHONE, { ...REFUSED, javaScriptEnabled: false });
  const answer = await page.goto(link);
  expect(answer!.headers()).toMatchObject({
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex, nofollow, noarchive',
    'referrer-policy': 'same-origin'
  });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('槐荫小学要办的事');
  // Its own alone: what is open again, and what it has finished, waits for others.
  await expect(page.locator('li')).toHaveCount(1);
  await expect(page.locator('li')).toContainText(/周.前办好.*等您接单/);
  await expect(page.locator('body')).not.toContainText('米春兰');
  await page.getByRole('link', { name: WALL }).click();
  await page.getByRole('button', { name: '接单，我们来办' }).click();
  await expect(page.getByRole('status')).toContainText(/2\d{3}-\d{4} 接单了/);

  await page.getByRole('link', { name: WALL }).click();
  await page.getByRole('link', { name: '办完了' }).click();
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('textbox', { name: '办成什么样了？' }).fill('墙刷白了，画笔也备好了');
  await page.getByLabel('拍张照片').setInputFiles(await picture());
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByRole('status')).toContainText('社区会去现场核实');
  await expect(page.getByText('眼下没有要办的事')).toBeVisible();

  // The ledger has it, with who and how; the picture is the desk's to see.
  const staff = api('staff');
  const { items } = await staff.get<{ items: { id: string; state: string }[] }>(`ledger?q=${encodeURIComponent(WALL)}`);
  expect(items[0]!.state).toBe('finished');
  await desk.goto(`/ledger/${items[0]!.id}`);
  await expect(desk.locator('main')).toContainText('槐荫小学（链接）');
  const photo = database(app, (db) => db.prepare('select id from attachment').pluck().get() as string);
  const large = await desk.request.get(`/ledger/photos/${photo}`);
  expect([large.status(), large.headers()['content-type']]).toEqual([200, 'image/jpeg']);
  expect((await page.request.get(`/ledger/photos/${photo}`)).status()).toBe(401);
  expect((await page.request.get(`${link}/photos/${photo}`)).status()).toBe(200);
  expect((await page.request.get(`${link.slice(0, -1)}/photos/${photo}`)).status()).toBe(410);

  // What is not its own is not there, on whatever way.
  const others = await staff.get<{ items: { id: string }[] }>('ledger?state=dispatched');
  for (const { id } of others.items.slice(0, 3)) expect((await page.goto(`${link}/${id}`))!.status()).toBe(404);
});

test('with a script: asks for more days, a picture shown back, large type, nothing lost by a refusal; then it runs out', async ({
  app,
  device
}) => {
  const { desk, link } = await linkFor(device, '城东供电服务班');
  const phone = await device(null, PHONE, refusedWith(410));
  const { page } = phone;
  await page.goto(link);
  await holdsLayout(page, [PHONE, TABLET, DESK]);
  await page.locator('li a').first().click();
  await holdsLayout(page, [PHONE, TABLET], { axeAt: [PHONE] });
  await page.setViewportSize(PHONE);
  await page.getByRole('link', { name: '说说进展' }).click();
  await holdsLayout(page, [PHONE], { axeAt: [PHONE] });
  // What was typed outlives a wrong tap.
  await page.getByRole('textbox', { name: '现在办到哪一步了？' }).fill('桩位看好了');
  await page.getByRole('link', { name: /先不了/ }).click();
  await page.getByRole('link', { name: '说说进展' }).click();
  await expect(page.getByRole('textbox', { name: '现在办到哪一步了？' })).toHaveValue('桩位看好了');
  await page.getByLabel('拍张照片').setInputFiles(await picture());
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByRole('status')).toContainText('进展记下了');
  await page.locator('li a').first().click();
  const shown = page.getByRole('img', { name: '您传的照片' });
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await page.getByRole('link', { name: '说说进展' }).click();
  await expect(page.getByRole('textbox', { name: '现在办到哪一步了？' })).toHaveValue('');
  await page.getByRole('link', { name: /先不了/ }).click();

  await page.getByRole('link', { name: '要多几天' }).click();
  await page.getByRole('textbox', { name: '延到哪一天', exact: true }).fill('2099-01-05');
  await page.getByRole('textbox', { name: /为什么/ }).fill('等变压器');
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByRole('status')).toContainText('延期申请递上去了');
  await expect(page.locator('li').filter({ hasText: '等社区答复延期' })).toHaveCount(1);
  await page.locator('a[data-size="large"]').click();
  await holdsLayout(page, [PHONE], { axeAt: [] });
  // No address on it leads to another house.
  expect(await page.locator('[href^="http"], [src^="http"]').count()).toBe(0);

  // Run out, and revoked: the same answer, and nothing of what was there.
  const before = page.url();
  database(app, (db) => db.prepare('update party_link set expires_at = ?').run('2020-01-01T00:00:00.000Z'), true);
  expect((await page.goto(before))!.status()).toBe(410);
  await expect(page.locator('main')).toContainText('这个链接过期了、作废了');
  await holdsLayout(page, [PHONE], { axeAt: [PHONE] });
  const second = await linkFor(device, '城东供电服务班');
  await page.goto(second.link);
  await expect(page.locator('li')).not.toHaveCount(0);
  await second.desk.getByRole('button', { name: /^作废城东供电服务班/ }).click();
  await expect(second.desk.getByText('作废了，那个链接打不开了。')).toBeVisible();
  expect((await page.goto(second.link))!.status()).toBe(410);
  await expect(page.locator('body')).not.toContainText('充电桩');
  await desk.context().close();
});

function database<T>(app: RunningApp, work: (db: Database.Database) => T, writes = false): T {
  const db = new Database(path.join(app.dataDir, 'stoolside.sqlite'), { readonly: !writes });
  try {
    return work(db);
  } finally {
    db.close();
  }
}
