import { DESK, holdsLayout, PHONE } from '../support/layout';
import { expect, refusedWith, test } from '../support/e2e';

const NOTICE = `一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月20日（周六）上班。`;

test('a year in twelve months says which day is off and which is worked, to the eye and to a screen reader', async ({
  open
}) => {
  const page = await open('informant', '/settings', DESK);
  await page.getByRole('link', { name: '放假和上班日历' }).click();
  await page.goto('/settings/calendar?year=2026');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('2026年放假和上班日历');
  await expect(page.getByText('全年 248 个工作日，节日放假 33 天（含周末），周末调休上班 6 天。')).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(12);
  const october = page.getByRole('table', { name: '10月 18 个工作日' });
  await expect(october.getByRole('cell', { name: '1 国庆节放假', exact: true })).toBeVisible();
  await expect(october.getByRole('cell', { name: '10 国庆节调休上班', exact: true })).toContainText('班');
  await expect(october.getByRole('cell', { name: '8', exact: true })).toBeVisible();
  await expect(page.getByText('1—7日 国庆节放假')).toBeVisible();
  await expect(page.getByText('国办发明电〔2025〕7号')).toBeVisible();
  // Whoever may not change it is not shown how.
  await expect(page.getByLabel('把放假安排贴在这里')).toHaveCount(0);
});

test('every size reads well, with a year that waits, its errors and its preview', async ({ open }) => {
  const page = await open('admin', '/settings/calendar?year=2026', DESK, refusedWith(400, 409));
  await holdsLayout(page);
  await page.goto('/settings/calendar?year=2029');
  await expect(page.getByText('2029年放假安排国家还没公布，先按周末休息估算')).toBeVisible();
  await page.getByLabel('把放假安排贴在这里').fill('2029-10-01~2029-10-07,休,国庆节\n某天,休,国庆节');
  await page.getByRole('button', { name: '先看一看' }).click();
  await expect(page.getByRole('alert')).toContainText('第 2 行');
  await holdsLayout(page, [PHONE, DESK], { within: '#import' });
  await page.setViewportSize(DESK);
  await page.goto('/settings/calendar?year=2026');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('table')).toHaveCount(12);
});

test('an administrator brings in a year with JavaScript off: errors at their line, a preview, then taken; and goes back', async ({
  open
}) => {
  const page = await open('admin', '/settings/calendar?year=2027', DESK, {
    ...refusedWith(400, 409),
    javaScriptEnabled: false
  });
  await expect(page.getByText('2027年放假安排国家还没公布，先按周末休息估算')).toBeVisible();
  const field = page.getByLabel('把放假安排贴在这里');
  const look = page.getByRole('button', { name: '先看一看' });

  await field.fill(NOTICE.replace('共7天', '共8天'));
  await look.click();
  await expect(page.getByRole('alert')).toContainText('第 2 行');
  await expect(page.getByRole('alert')).toContainText('“共几天”跟数出来的天数对不上。');
  await expect(page.getByRole('button', { name: /^收下/ })).toHaveCount(0);

  await field.fill(NOTICE);
  await page.getByLabel('依据的文号').fill('某发〔2026〕1号');
  await page.getByLabel('依据的文号').press('Enter');
  await expect(page.getByText('春节放假 2027年2月5日—2月11日，7 天')).toBeVisible();
  await expect(page.getByText('没看到：清明、劳动、端午、中秋、国庆。要是真没有，就不用管。')).toBeVisible();

  await page.getByLabel('依据的文号').press('Enter');
  await expect(page.getByText('还没公布，先按周末休息估算')).toBeVisible();

  // What is changed after the preview is shown anew before it is taken.
  await field.fill(`${NOTICE}\n三、清明节：4月5日（周一）放假，共1天。`);
  await page.getByRole('button', { name: '收下，2027年照这份算' }).click();
  await expect(page.getByRole('alert')).toContainText('还没有收下');
  await expect(page.getByText('清明节放假 2027年4月5日')).toBeVisible();
  await page.getByRole('button', { name: '收下，2027年照这份算' }).click();
  await expect(page.getByText('收下了。2027年照这份算，改了 8 天。')).toBeVisible();
  await expect(page.getByText('还没公布，先按周末休息估算')).toHaveCount(0);
  await expect(page.getByText('闻人静 导入')).toBeVisible();
  await expect(page.getByText('某发〔2026〕1号')).toBeVisible();
  await expect(page.getByRole('cell', { name: '20 春节调休上班', exact: true })).toBeVisible();

  // Taken by a slip from a file; then back to what was there.
  await page.getByLabel('或者选一个文件').setInputFiles({
    name: '2027.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('日期,安排,节日\n2027-10-01,休,国庆节\n')
  });
  await look.click();
  await expect(field).toHaveValue('日期,安排,节日\n2027-10-01,休,国庆节');
  await page.getByRole('button', { name: '收下，2027年照这份算' }).click();
  await expect(page.getByText('收下了。')).toBeVisible();
  await page.getByRole('link', { name: '换回第 1 份' }).click();
  await look.click();
  await page.getByRole('button', { name: '收下，2027年照这份算' }).click();
  await expect(page.getByRole('cell', { name: '20 春节调休上班', exact: true })).toBeVisible();
  await expect(page.getByText('闻人静 导入')).toHaveCount(3);
});

test('the page is whole in English', async ({ open }) => {
  const page = await open('admin', '/settings/calendar?year=2026', DESK, { locale: 'en-GB' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Working days of 2026');
  await holdsLayout(page, [PHONE, DESK], { axeAt: [] });
});
