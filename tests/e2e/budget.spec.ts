import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { BUILD } from '../support/app';
import { expect, test } from '../support/e2e';

// What a page costs a cheap tablet or an old phone: the script it loads, gzipped, and that the public pages need none.

// With the worker that keeps pages, as a tablet has it.
test.use({ serviceWorkers: 'allow' });

const KB = 1024;
const LIVE = '00000000-0000-4000-8000-000000000002';

/** Bytes of each script that a page has loaded so far, gzipped one by one. */
function scriptsOf(page: Page): () => Promise<Map<string, number>> {
  const bodies = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    if (/javascript/.test(response.headers()['content-type'] ?? ''))
      bodies.set(new URL(response.url()).pathname, response.body());
  });
  return async () => {
    const sizes = [...bodies].map(async ([file, body]) => [file, gzipSync(await body).length] as const);
    return new Map(await Promise.all(sizes));
  };
}

const sum = (sizes: Map<string, number>) => [...sizes.values()].reduce((all, size) => all + size, 0);
const said = (bytes: number) => `${(bytes / KB).toFixed(1)} KB`;

/** For the record: what the scripts of a page are, by the names that the build gives its pieces. */
function printTable(title: string, sizes: Map<string, number>): void {
  const pieces = JSON.parse(
    readFileSync(path.resolve(BUILD, '../.svelte-kit/output/client/.vite/manifest.json'), 'utf8')
  ) as Record<string, { file: string; name?: string; src?: string }>;
  const names = new Map(Object.values(pieces).map(({ file, name, src }) => [`/${file}`, src ?? name ?? file]));
  const lines = [...sizes]
    .sort(([, a], [, b]) => b - a)
    .map(([file, size]) => `${said(size)}  ${names.get(file) ?? file}`);
  process.stdout.write(`${title}: ${said(sum(sizes))} gzipped\n  ${lines.join('\n  ')}\n`);
}

test('the tablet loads at most 102 KB of script up to the first word, 165 KB in a whole meeting, and 16 KB more for pictures', async ({
  device
}) => {
  const { context, page } = await device('facilitator');
  const loaded = scriptsOf(page);
  await page.addInitScript(() => {
    const watching = new MutationObserver(() => {
      if (!document.querySelector('[data-entry]')) return;
      watching.disconnect();
      Object.assign(window, { firstWordAt: performance.now() });
    });
    watching.observe(document, { childList: true, subtree: true });
  });
  await page.goto(`/meetings/${LIVE}/stool`);
  await page.locator('[data-entry]').first().waitFor();
  // As the page itself saw it: a busy test comes to look when more has been fetched.
  const before = await page.evaluate(() => {
    const { firstWordAt } = window as unknown as { firstWordAt: number };
    const fetched = performance.getEntriesByType('resource').filter(({ startTime }) => startTime <= firstWordAt);
    return fetched.map(({ name }) => new URL(name).pathname);
  });
  const first = new Map([...(await loaded())].filter(([file]) => before.includes(file)));
  printTable('the first word', first);
  expect(sum(first)).toBeGreaterThan(20 * KB);
  expect(sum(first)).toBeLessThanOrEqual(102 * KB);
  // The list of routes does not grow with the server.
  const entry = new Map([...first].filter(([file]) => file.includes('/entry/')));
  expect(entry.size).toBe(2);
  expect(sum(entry)).toBeLessThanOrEqual(2 * KB);

  // A line and an issue are changed, the panel is led from, a deadline is set, the issues are read back.
  await page.getByRole('button', { name: '改第1条' }).click();
  await page.locator('[data-entry] textarea').first().waitFor();
  await page
    .getByRole('button', { name: /^打开问题/ })
    .first()
    .click();
  await page.getByRole('group', { name: '完成时限' }).getByRole('button').first().click();
  await page.getByRole('textbox', { name: '怎么说的就怎么写' }).waitFor();
  await page.getByRole('button', { name: /^主持/ }).click();
  const panel = page.getByRole('region', { name: '主持' });
  for (const tool of ['发言', '议程', '表决', '交账', '到场', '手机', '大屏', '调解', '收摊'])
    await panel
      .getByRole('button', { name: new RegExp(`^${tool}`) })
      .first()
      .click();
  await page.getByRole('button', { name: /^念一遍|^接着念/ }).click();
  await page.getByRole('button', { name: '大家确认' }).waitFor();
  await page.waitForLoadState('networkidle');
  const whole = await loaded();
  printTable('a whole meeting', whole);
  expect(sum(whole)).toBeGreaterThan(sum(first));
  expect(sum(whole)).toBeLessThanOrEqual(165 * KB);
  // What takes, shows and sends pictures and voice comes where a meeting has the first.
  await page.getByRole('button', { name: '回去接着记' }).click();
  await page.getByRole('button', { name: '拍照、录音' }).click();
  await page.waitForLoadState('networkidle');
  const pictures = new Map([...(await loaded())].filter(([file]) => !whole.has(file)));
  printTable('pictures and voice', pictures);
  expect(pictures.size).toBeGreaterThan(0);
  expect(sum(pictures)).toBeLessThanOrEqual(16 * KB);
  await context.close();
});

test('the public pages load at most 15 KB of script', async ({ app, device }) => {
  for (const address of [`/m/${app.code}`, `/screen/${app.code}`]) {
    const { context, page } = await device(null);
    const loaded = scriptsOf(page);
    await page.goto(address);
    await page.locator('h1').first().waitFor();
    const scripts = await loaded();
    process.stdout.write(`script of ${address}: ${said(sum(scripts))} gzipped\n`);
    expect(scripts.size).toBeGreaterThan(0);
    expect(sum(scripts)).toBeLessThanOrEqual(15 * KB);
    await context.close();
  }
});

test('residents read the meeting with JavaScript off', async ({ app, device }) => {
  const { context, page } = await device(null, { width: 360, height: 740 }, { javaScriptEnabled: false });
  await page.goto('/m');
  await page.getByLabel('会议码').fill(app.code.toUpperCase());
  await page.getByRole('button', { name: '打开' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('小板凳议事会');
  await expect(page.getByText('暖巢物业公司').first()).toBeVisible();
  await page.goto(`/screen/${app.code}`);
  await expect(page.getByText('问题清单')).toBeVisible();
  await expect(page.getByText('地下车库一下雨就积水', { exact: false })).toBeVisible();
  await context.close();
});

test('staff sign in, filter the ledger and open an item with JavaScript off', async ({ device }) => {
  const { context, page } = await device(null, { width: 1280, height: 720 }, { javaScriptEnabled: false });
  await page.goto('/ledger');
  await page.getByLabel('账号').fill('staff');
  await page.getByLabel('密码').fill('stoolside-demo');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page).toHaveURL(/\/ledger$/);
  await page.getByRole('searchbox').fill('电梯');
  await page.getByRole('searchbox').press('Enter');
  await expect(page).toHaveURL(/q=/);
  const link = page.getByRole('link', { name: /电梯/ }).first();
  await link.click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('电梯');
  await context.close();
});
