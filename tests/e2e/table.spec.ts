import type { Page } from '@playwright/test';
import { DESK, holdsLayout, PHONE } from '../support/layout';
import { expect, test } from '../support/e2e';

const rows = (page: Page) => page.locator('tbody tr');
const shown = async (page: Page) => page.locator('tbody .title a').allInnerTexts();

test('a staff morning: the late ones, sorted and narrowed, walked through by keys, chased together after a look', async ({
  open
}) => {
  const page = await open('staff', '/ledger', DESK);
  await expect(rows(page).first()).toBeVisible();
  await page
    .getByRole('navigation', { name: '常看的' })
    .getByRole('link', { name: /超期的/ })
    .click();
  await expect(page).toHaveURL(/view=late/);
  const late = await rows(page).count();
  expect(late).toBeGreaterThan(2);

  // By the deadline, and the other way round.
  await page
    .getByRole('columnheader', { name: /完成时限/ })
    .getByRole('link')
    .click();
  await expect(page.getByRole('columnheader', { name: /完成时限/ })).toHaveAttribute('aria-sort', 'ascending');
  const soonest = await shown(page);
  await page
    .getByRole('columnheader', { name: /完成时限/ })
    .getByRole('link')
    .click();
  await expect(page.getByRole('columnheader', { name: /完成时限/ })).toHaveAttribute('aria-sort', 'descending');
  expect((await shown(page)).toSorted()).toEqual(soonest.toSorted());

  // Keys go from row to row, and are letters where somebody writes.
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('x');
  await page.keyboard.press('k');
  await expect(rows(page).nth(1).getByRole('link')).toBeFocused();
  await expect(page.getByText('选中了 2 件')).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('xj?/');
  await expect(page.getByRole('searchbox')).toHaveValue('xj?/');
  await expect(page.getByText('选中了 2 件')).toBeVisible();
  await page.getByRole('searchbox').fill('');
  await rows(page).nth(1).getByRole('link').focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('快捷键');
  await page.keyboard.press('j');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: '催办', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('催办：2 件');
  await expect(page.getByText('有 2 件会变')).toBeVisible();
  await expect(page.getByText('催办第 1 次').first()).toBeVisible();
  await holdsLayout(page, [PHONE, DESK]);
  await page.getByRole('button', { name: '就这样办（2 件）' }).click();
  await expect(page.getByText('办好 2 件。')).toBeVisible();
  await page.getByRole('link', { name: '回台账' }).first().click();
  await expect(page).toHaveURL(/view=late/);
  await expect(rows(page)).toHaveCount(late);

  // Enter opens what has the focus.
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/ledger\/[0-9a-f-]{36}/);
});

test('what cannot be done to one of many says why, and the others are done', async ({ open }) => {
  const page = await open('staff', '/ledger?state=open&state=answered&sort=number&order=asc', DESK);
  await page.getByRole('checkbox', { name: '选中这一页' }).check();
  await page.getByRole('button', { name: '派单', exact: true }).click();
  await page.getByLabel('派给谁').selectOption({ label: '暖巢物业公司' });
  await page.getByRole('button', { name: '看看会怎样' }).click();
  await expect(page.getByText(/件会变/)).toBeVisible();
  await expect(page.getByText(/待派单 → 已派单/).first()).toBeVisible();
  await expect(page.locator('.outcomes .no').first()).toBeVisible();
  await holdsLayout(page, [PHONE, DESK]);
  const button = page.getByRole('button', { name: /就这样办/ });
  const count = Number(/\d+/.exec(await button.innerText())![0]);
  await button.click();
  await expect(page.getByText(`办好 ${count} 件。`)).toBeVisible();
});

test('a filter is kept under a name, columns are kept on the device', async ({ open }) => {
  const page = await open('staff', '/ledger?category=repair', DESK);
  await page.getByText('存成视图').click();
  await page.getByPlaceholder('给它起个名字').fill('我盯的维修');
  await page.getByRole('button', { name: '存下来' }).click();
  const own = page.getByRole('link', { name: '我盯的维修' });
  await expect(own).toHaveAttribute('aria-current', 'page');
  await page.goto('/ledger');
  await own.click();
  await expect(page).toHaveURL(/category=repair/);
  await page.getByRole('button', { name: /删掉视图“我盯的维修”/ }).click();
  await expect(own).toBeHidden();

  await page.locator('summary', { hasText: '选列' }).click();
  await page.getByRole('checkbox', { name: '网格' }).check();
  await page.getByRole('checkbox', { name: '责任人' }).uncheck();
  await page.getByRole('button', { name: '就看这些' }).click();
  await expect(page.getByRole('columnheader', { name: '网格' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: '责任人' })).toBeHidden();
  await page.reload();
  await expect(page.getByRole('columnheader', { name: '网格' })).toBeVisible();
});

test('the same filter as a board, moved by what may be done, and as a calendar that opens a day', async ({ open }) => {
  const page = await open('staff', '/ledger', DESK);
  await page.getByRole('navigation', { name: '看法' }).getByRole('link', { name: '看板' }).click();
  const dispatched = page.getByRole('region', { name: /^已派单/ });
  const card = dispatched.getByRole('listitem').first();
  const title = await card.getByRole('link').first().innerText();
  await card.getByText('办理', { exact: true }).click();
  await holdsLayout(page, [PHONE, DESK]);
  await page.setViewportSize(DESK);
  await card.getByRole('button', { name: '接单' }).click();
  await expect(
    page
      .getByRole('region', { name: /^办理中/ })
      .or(page.getByRole('region', { name: /^已派单/ }))
      .first()
  ).toBeVisible();
  await expect(dispatched.getByRole('link', { name: title, exact: true })).toBeHidden();

  await page.getByRole('navigation', { name: '看法' }).getByRole('link', { name: '日历' }).click();
  await expect(page.getByRole('columnheader').first()).toBeVisible();
  await holdsLayout(page, [PHONE, DESK]);
  await page.setViewportSize(DESK);
  const day = page.locator('td .count').first();
  const count = Number(/\d+/.exec(await day.innerText())![0]);
  await day.click();
  await expect(page).toHaveURL(/due=\d{4}-\d\d-\d\d/);
  await expect(rows(page)).toHaveCount(count);
});

test('everything is found by its words, by pinyin, by initials and by its number, with what was found marked', async ({
  open
}) => {
  const page = await open('staff', '/search', DESK);
  for (const query of ['电梯', 'dianti', 'dt']) {
    await page.getByRole('searchbox').fill(query);
    await page.getByRole('searchbox').press('Enter');
    await expect(page).toHaveURL(new RegExp(`q=${encodeURIComponent(query)}`));
    await expect(page.locator('mark', { hasText: '电梯' }).first()).toBeVisible();
  }
  await page.goto(`/search?q=${encodeURIComponent('积水')}`);
  await expect(page.getByRole('heading', { name: '会上说过的' })).toBeVisible();
  await holdsLayout(page, [PHONE, DESK]);
  await page.goto('/ledger?q=dianti');
  const number = await page.locator('td.number').first().innerText();
  await expect(page.locator('mark').first()).toContainText('电梯');
  await page.goto(`/search?q=${number}`);
  await expect(page.getByRole('heading', { name: '编号' })).toBeVisible();
  await page.goto('/search?q=%3Cb%3E%E6%B2%A1%E6%9C%89');
  await expect(page.getByText('没有找到')).toBeVisible();
});

test('many are looked at and done with JavaScript off', async ({ open }) => {
  const page = await open('staff', '/ledger?category=environment', DESK, { javaScriptEnabled: false });
  await page
    .getByRole('checkbox', { name: /^选中 / })
    .first()
    .check();
  await page.getByRole('button', { name: '改类别' }).click();
  await page.getByLabel('改成哪一类').selectOption('care');
  await page.getByRole('button', { name: '看看会怎样' }).click();
  await page.getByRole('button', { name: /就这样办/ }).click();
  await expect(page.getByText('办好 1 件。')).toBeVisible();
  await expect(page.getByText('环境整治 → 特殊群体关怀')).toBeVisible();
});
