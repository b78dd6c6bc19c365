import type { Page } from '@playwright/test';
import { DESK } from '../support/layout';
import { expect, refusedWith, test } from '../support/e2e';

/** The demo's closed meeting at the stools. */
const CLOSED = '/meetings/00000000-0000-4000-8000-000000000001';

test('the record says what a meeting lacks on its track; the other track asks for other things; a community changes what is asked', async ({
  device
}) => {
  const { page } = await device('secretary', DESK);
  await page.goto(CLOSED);
  const card = page.getByRole('region', { name: /议事规程/ });
  await expect(card.getByRole('heading')).toHaveText('议事规程 · 即时议');
  await expect(card.getByText(/前答复或办好（\d+\/\d+）/)).toBeVisible();
  await card.getByRole('button', { name: '换成另一种：深入议' }).click();
  await expect(card.getByRole('heading')).toHaveText('议事规程 · 深入议');
  await expect(card.getByText(/^还差：.*会议纪要定稿/)).toBeVisible();

  const admin = await device('admin', DESK, refusedWith(400));
  await changes(admin.page);
  await page.reload();
  await expect(page.getByText('会议纪要定稿')).toHaveCount(0);
});

async function changes(page: Page) {
  await page.goto('/settings');
  await page.getByRole('link', { name: /议事规程/ }).click();
  await page.getByRole('checkbox', { name: '会议纪要要定稿' }).uncheck();
  await page.getByRole('textbox', { name: '几个工作日内开议' }).fill('十');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('checkbox', { name: '会议纪要要定稿' }).uncheck();
  await page.getByRole('textbox', { name: '几个工作日内开议' }).fill('10');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText('保存好了。')).toBeVisible();
}
