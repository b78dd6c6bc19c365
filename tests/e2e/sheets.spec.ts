import sharp from 'sharp';
import { DESK, holdsLayout, PHONE } from '../support/layout';
import { expect, test } from '../support/e2e';

/** The demo's meeting under way. */
const LIVE = '/meetings/00000000-0000-4000-8000-000000000002';

test('blank sheets are printed with a number each; a written one comes back with its photo and lines, which keep the number', async ({
  device
}) => {
  const { page } = await device('facilitator', DESK);
  await page.goto(LIVE);
  await page.getByRole('link', { name: /纸记录单/ }).click();
  await holdsLayout(page);
  await page.setViewportSize(DESK);
  await page.getByRole('spinbutton', { name: '印几张' }).fill('2');
  await page.getByRole('button', { name: '印空白单' }).click();
  const papers = page.locator('article');
  await expect(papers).toHaveCount(2);
  const number = (await papers.nth(1).locator('.number').innerText()).trim();
  expect(number).toMatch(/^XZ-\d{4}-0002$/);
  // Two pages of A4, no line lost and no empty third one.
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);

  await page.goto('/sheets');
  await page.getByRole('textbox', { name: '单子右上角的编号' }).fill(number.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: '打开这张' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(number);
  await holdsLayout(page, [PHONE, DESK]);
  const photo = await sharp({ create: { width: 900, height: 1200, channels: 3, background: '#efe7da' } })
    .jpeg()
    .toBuffer();
  await page.getByLabel('拍下来的照片').setInputFiles({ name: 'sheet.jpg', mimeType: 'image/jpeg', buffer: photo });
  const first = page.getByRole('group', { name: '第 1 行', exact: true });
  await first.getByRole('textbox', { name: '谁说的' }).fill('5号楼居民');
  await first.getByRole('textbox', { name: '说了什么' }).fill('停电那天记在纸上的');
  await page.getByRole('button', { name: '交回来' }).click();
  await expect(page.getByText('收下了：照片 1 张，新补录 1 条。')).toBeVisible();
  await expect(page.getByText('第 1 行 · 已经录进去了')).toBeVisible();
  await expect(page.getByRole('img', { name: '拍下来的照片' })).toBeVisible();
  await holdsLayout(page, [PHONE, DESK]);

  await page.getByRole('link', { name: '到这场会的记录去看' }).click();
  await expect(page.getByText('停电那天记在纸上的')).toBeVisible();
  await expect(page.getByText(number)).toBeVisible();
});
