import { holdsLayout, DESK, PHONE } from '../support/layout';
import { expect, REFUSED, test } from '../support/e2e';

/** The demo's closed meeting. */
const CLOSED = '/meetings/00000000-0000-4000-8000-000000000001';

test('the minutes go from draft over objections to final, are not published with a name undecided, and then residents read them', async ({
  device
}) => {
  const desk = await device('staff', DESK);
  const { page } = desk;
  await page.goto(CLOSED);
  await page.getByRole('link', { name: /会后材料/ }).click();
  await page.getByRole('link', { name: '会议纪要', exact: true }).click();
  await page.getByRole('button', { name: '照会议拟一稿' }).click();
  await expect(page.getByRole('heading', { level: 2 })).toContainText('会议纪要');
  await holdsLayout(page, [PHONE, DESK]);

  await page.getByRole('button', { name: '改字句' }).click();
  const title = page.locator('textarea[name="text:title"]');
  await title.fill('3号楼门前议事会会议纪要，联系人13812345678');
  await page.getByRole('button', { name: '存成新一稿' }).click();
  await expect(page.getByText('草稿 · 第 2 稿').first()).toBeVisible();
  await page.getByRole('button', { name: '发出去征求意见' }).click();
  await page.getByRole('textbox', { name: '谁提的' }).fill('葛大爷');
  await page.getByRole('textbox', { name: '意见' }).fill('时间写错了');
  await page.getByRole('button', { name: '记下意见' }).click();
  await expect(page.getByText('时间写错了')).toBeVisible();
  await page.getByRole('button', { name: '定稿', exact: true }).click();

  await page.getByRole('button', { name: '公布给居民' }).click();
  await expect(page.getByText(/处个人信息没定，没有公布/)).toBeVisible();
  await expect(page.getByText('手机号：13812345678')).toBeVisible();
  await page.getByRole('button', { name: '照这样办' }).click();
  await expect(page.getByText(/都定好了|没有查到/)).toBeVisible();
  await page.getByRole('button', { name: '公布给居民' }).click();
  await expect(page.getByText('· 已公布').first()).toBeVisible();

  const address = page.url();
  for (const [as, type] of [
    ['docx', 'wordprocessingml'],
    ['xlsx', null]
  ] as const) {
    const answer = await page.request.get(`${address.split('?')[0]}/file?as=${as}`);
    expect(answer.status()).toBe(type ? 200 : 404);
    if (type) expect(answer.headers()['content-type']).toContain(type);
  }

  await page.goto(CLOSED);
  const code = (await page.locator('a[href*="/m/"]').first().getAttribute('href'))!.match(/\/m\/([a-z0-9]{6})/)![1]!;
  const phone = await device(null, PHONE, { ...REFUSED, javaScriptEnabled: false });
  await phone.page.goto(`/m/${code}`);
  await phone.page.getByRole('link', { name: /会议纪要/ }).click();
  await expect(phone.page.getByRole('heading', { level: 2 })).toContainText('联系人1**********');
  await expect(phone.page.getByText('13812345678')).toBeHidden();
  const other = await device(null, PHONE);
  await other.page.goto(phone.page.url());
  await holdsLayout(other.page, [PHONE, DESK]);

  await page.goto(address);
  await page.getByRole('button', { name: '撤下来' }).click();
  await expect(page.getByText('· 已公布').first()).toBeHidden();
  await phone.page.reload();
  await expect(phone.page.getByText('没找到这一页')).toBeVisible();
});

test('the issue list is a page and an Excel file', async ({ device }) => {
  const { page } = await device('facilitator', DESK);
  await page.goto(`${CLOSED}/papers/issues`);
  await page.getByRole('button', { name: '照会议拟一稿' }).click();
  await expect(page.getByRole('columnheader', { name: '责任人' })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载 Excel' }).click();
  expect((await download).suggestedFilename()).toMatch(/问题清单\.xlsx$/);
  await holdsLayout(page, [PHONE, DESK]);
});
