import type { Page } from '@playwright/test';
import { DESK, holdsLayout, PHONE } from '../support/layout';
import { expect, test } from '../support/e2e';

const tile = (page: Page, name: string) => page.getByRole('article', { name, exact: true });

test('a secretary reads the month before, opens what is behind a figure, and breaks it down', async ({ open }) => {
  const page = await open('secretary', '/', DESK);
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '成效' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '办理成效' })).toBeVisible();
  await expect(page.getByText(/到期的只算到昨天/)).toBeVisible();
  await holdsLayout(page);
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
  await holdsLayout(page, [PHONE, DESK]);
  await page.getByRole('rowheader').first().getByRole('link').click();
  await expect(page).toHaveURL(/\/ledger\/[0-9a-f-]{36}/);

  await page.goto(`/figures/response?month=${month}`);
  await expect(page.getByRole('img', { name: /响应率，近 12 个月/ })).toBeVisible();
  await expect(page.getByRole('img', { name: /响应率，按网格/ })).toBeVisible();
  await holdsLayout(page);
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

test('the metric book says how each is counted', async ({ open }) => {
  const page = await open('facilitator', '/figures', DESK);
  await page.getByRole('link', { name: '数字是怎么算的' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '指标说明' })).toBeVisible();
  for (const name of ['响应率', '办结率', '返工率', '满意度', '办理天数（中位数）', '不受理率', '现在超期'])
    await expect(page.getByRole('heading', { level: 2, name, exact: true })).toBeVisible();
  await holdsLayout(page);
  await page.setViewportSize(DESK);
  await page.getByRole('link', { name: '现在超期' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '现在超期' })).toBeVisible();
  await holdsLayout(page, [PHONE, DESK]);
});

test('a month can be chosen without script, and prints on one sheet', async ({ open }) => {
  const plain = await open('staff', '/figures', DESK, { javaScriptEnabled: false });
  const before = plain.getByRole('combobox', { name: '月份' }).locator('option').nth(1);
  await plain.getByRole('combobox', { name: '月份' }).selectOption({ index: 1 });
  const month = await before.getAttribute('value');
  await plain.getByRole('button', { name: '查看' }).click();
  await expect(plain).toHaveURL(new RegExp(`/figures\\?month=${month}$`));

  const page = await open('staff', `/figures?month=${month}`, DESK);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});

test('the figures are whole in English', async ({ open }) => {
  const page = await open('staff', '/figures', DESK, { locale: 'en-GB' });
  for (const path of ['/figures', '/figures/completion', '/figures/book', '/figures/items?metric=overdue&part=all']) {
    await page.goto(path);
    await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
    await holdsLayout(page, [PHONE, DESK], { axeAt: [] });
  }
});

test('whoever sees only their own has no figures, and what is no figure is said so', async ({ open }) => {
  // The browser itself says so of each.
  const page = await open('partner', '/', DESK, { noise: /Failed to load resource/ });
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible();
  await expect(page.getByRole('link', { name: '成效' })).toHaveCount(0);
  for (const path of ['/figures', '/figures/response', '/figures/items?metric=response&part=most'])
    expect((await page.goto(path))!.ok(), path).toBe(false);
  expect((await page.goto('/figures/nothing'))!.status()).toBe(404);
});
