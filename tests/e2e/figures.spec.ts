import { expect, test, type Page } from '@playwright/test';
import { startApp, type RunningApp } from '../support/app';
import { DESK, looksRight, PHONE } from '../support/looks';
import { device, type Device } from '../support/tablet';

let app: RunningApp;
const devices: Device[] = [];
test.beforeAll(async () => {
  app = await startApp();
});
test.afterEach(async () => {
  const errors = devices.flatMap((one) => one.errors);
  await Promise.all(devices.splice(0).map((one) => one.context.close()));
  expect(errors).toEqual([]);
});
test.afterAll(() => app.remove());

async function open(browser: Parameters<typeof device>[0], who: string, path: string, more = {}) {
  const made = await device(browser, app.url, who, DESK, more);
  devices.push(made);
  await made.page.goto(path);
  return made.page;
}

const tile = (page: Page, name: string) => page.getByRole('article', { name, exact: true });

test('a secretary reads the month before, opens what is behind a figure, and breaks it down', async ({ browser }) => {
  const page = await open(browser, 'secretary', '/');
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '成效' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '办理成效' })).toBeVisible();
  await expect(page.getByText(/到期的只算到昨天/)).toBeVisible();
  await looksRight(page);
  await page.setViewportSize(DESK);
  await page.getByRole('link', { name: '上个月' }).click();
  await expect(page.getByText(/到期的只算到昨天/)).toHaveCount(0);
  const month = new URL(page.url()).searchParams.get('month')!;

  // The list has as many items as the figure says.
  const whole = tile(page, '响应率').getByRole('link', { name: /件里/ });
  const [n, hits] = (await whole.innerText()).match(/\d+/g)!.map(Number) as [number, number];
  expect(n).toBeGreaterThan(0);
  await whole.click();
  await expect(page.getByRole('status')).toHaveText(`共 ${n} 件`);
  await expect(page.getByRole('rowheader')).toHaveCount(Math.min(n, 50));
  await page.goBack();
  await tile(page, '响应率')
    .getByRole('link', { name: /没有回应的/ })
    .click();
  await expect(page.getByRole('status')).toHaveText(`共 ${n - hits} 件`);
  expect(new URL(page.url()).search).toBe(`?metric=response&part=rest&month=${month}`);
  await looksRight(page, [PHONE, DESK]);
  await page.setViewportSize(DESK);
  await page.getByRole('rowheader').first().getByRole('link').click();
  await expect(page).toHaveURL(/\/ledger\/[0-9a-f-]{36}/);

  await page.goto(`/figures/response?month=${month}`);
  await expect(page.getByRole('img', { name: /响应率，近 12 个月/ })).toBeVisible();
  await expect(page.getByRole('img', { name: /响应率，按网格/ })).toBeVisible();
  await looksRight(page);
  // What the units count is, together, what the month counts.
  const owners = page.getByRole('table', { name: '响应率，按责任人' });
  const counts = await owners.getByRole('link', { name: / \d+ 件$/ }).allInnerTexts();
  expect(counts.map((text) => Number(text.split('／')[1])).reduce((sum, one) => sum + one, 0)).toBe(n);
  await page.setViewportSize(DESK);
  const few = owners.getByRole('row').filter({ hasText: '件数少，不排名' }).first();
  const owned = Number((await few.getByRole('link', { name: / \d+ 件$/ }).innerText()).split('／')[1]);
  expect(owned).toBeLessThan(10);
  await few.getByRole('link', { name: / \d+ 件$/ }).click();
  await expect(page.getByRole('status')).toHaveText(`共 ${owned} 件`);
});

test('the metric book says how each is counted', async ({ browser }) => {
  const page = await open(browser, 'facilitator', '/figures');
  await page.getByRole('link', { name: '数字是怎么算的' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '指标说明' })).toBeVisible();
  for (const name of ['响应率', '办结率', '返工率', '满意度', '办理天数（中位数）', '不受理率', '现在超期'])
    await expect(page.getByRole('heading', { level: 2, name, exact: true })).toBeVisible();
  await looksRight(page);
  await page.setViewportSize(DESK);
  await page.getByRole('link', { name: '现在超期' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '现在超期' })).toBeVisible();
  await looksRight(page, [PHONE, DESK]);
});

test('a month can be chosen without script, and prints on one sheet', async ({ browser }) => {
  const plain = await open(browser, 'staff', '/figures', { javaScriptEnabled: false });
  const before = plain.getByRole('combobox', { name: '月份' }).locator('option').nth(1);
  await plain.getByRole('combobox', { name: '月份' }).selectOption({ index: 1 });
  const month = await before.getAttribute('value');
  await plain.getByRole('button', { name: '查看' }).click();
  await expect(plain).toHaveURL(new RegExp(`/figures\\?month=${month}$`));

  const page = await open(browser, 'staff', `/figures?month=${month}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});

test('the figures are whole in English, and in the dark and the sun', async ({ browser }) => {
  for (const path of ['/figures', '/figures/completion', '/figures/book', '/figures/items?metric=overdue&part=all']) {
    const page = await open(browser, 'staff', path, { locale: 'en-GB', colorScheme: 'dark' });
    await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
    await looksRight(page, [PHONE, DESK], { axeAt: [DESK] });
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'outdoors'));
    await looksRight(page, [DESK], { axeAt: [DESK] });
  }
});

test('whoever sees only his own has no figures, and what is no figure is said so', async ({ browser }) => {
  const partner = await open(browser, 'partner', '/');
  await expect(partner.getByRole('navigation', { name: '主导航' })).toBeVisible();
  await expect(partner.getByRole('link', { name: '成效' })).toHaveCount(0);
  const { page, errors } = devices[0]!;
  for (const path of ['/figures', '/figures/response', '/figures/items?metric=response&part=most'])
    expect((await page.goto(path))!.ok(), path).toBe(false);
  expect((await page.goto('/figures/nothing'))!.status()).toBe(404);
  // The browser itself says so of each.
  expect(errors.every((text) => text.includes('Failed to load resource'))).toBe(true);
  errors.length = 0;
});
