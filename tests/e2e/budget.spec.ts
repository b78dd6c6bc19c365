import { gzipSync } from 'node:zlib';
import { expect, test, type OpenDevice, type Person } from '../support/e2e';

// What a page costs a cheap tablet or an old phone: the script it loads, gzipped, and that the public pages need none.

// With the worker that keeps pages, as a tablet has it.
test.use({ serviceWorkers: 'allow' });

const KB = 1024;
const LIVE = '00000000-0000-4000-8000-000000000002';

/** Bytes of script that a page loads until it rests, gzipped one by one; printed for the record. */
async function scriptOf(device: OpenDevice, who: Person | null, path: string, ready: string): Promise<number> {
  const { context, page } = await device(who);
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (/javascript/.test(response.headers()['content-type'] ?? '')) bodies.push(response.body());
  });
  await page.goto(path);
  await page.locator(ready).first().waitFor();
  const loaded = await Promise.all(bodies);
  await context.close();
  const bytes = loaded.reduce((sum, body) => sum + gzipSync(body).length, 0);
  process.stdout.write(`script of ${path}: ${(bytes / KB).toFixed(1)} KB gzipped\n`);
  return bytes;
}

test('the stool view loads at most 110 KB of script', async ({ device }) => {
  const bytes = await scriptOf(device, 'facilitator', `/meetings/${LIVE}/stool`, '[data-entry]');
  expect(bytes).toBeGreaterThan(20 * KB);
  expect(bytes).toBeLessThanOrEqual(110 * KB);
});

test('the public pages load at most 15 KB of script', async ({ app, device }) => {
  for (const path of [`/m/${app.code}`, `/screen/${app.code}`]) {
    const bytes = await scriptOf(device, null, path, 'h1');
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(15 * KB);
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
