import { DESK, holdsLayout, PHONE, TABLET } from '../support/layout';
import { expect, REFUSED, test } from '../support/e2e';

test('an organisation is invited by a link, answers without an account or script, and the record shows it', async ({
  device,
  plan
}) => {
  const { id } = await plan('请单位来的议事会');
  const { page } = await device('facilitator', DESK);
  await page.goto(`/meetings/${id}`);
  await page.getByRole('link', { name: /邀请单位/ }).click();
  await page.getByRole('combobox', { name: '常来的单位' }).selectOption({ label: '暖巢物业公司' });
  await page.getByRole('textbox', { name: /请来说什么事/ }).fill('3号楼电梯哪天换配件');
  await page.getByRole('button', { name: '邀请', exact: true }).click();
  const words = page.getByRole('textbox', { name: '发给暖巢物业公司的话' });
  await expect(words).toHaveValue(/请派人来，说说3号楼电梯哪天换配件/);
  const link = /\/i\/[\w-]{43}/.exec(await words.inputValue())![0];
  await holdsLayout(page, [PHONE, DESK]);

  const phone = await device(null, PHONE, { ...REFUSED, javaScriptEnabled: false });
  await phone.page.goto(link);
  await expect(phone.page.getByRole('heading', { level: 1 })).toHaveText('请暖巢物业公司来');
  await expect(phone.page.getByText('3号楼电梯哪天换配件')).toBeVisible();
  await phone.page.getByRole('radio', { name: '来', exact: true }).check();
  await phone.page.getByRole('button', { name: '回话' }).click();
  await expect(phone.page.getByRole('alert')).toBeVisible();
  await phone.page.getByRole('textbox', { name: /谁来/ }).fill('苗主管');
  await phone.page.getByRole('button', { name: '回话' }).click();
  await expect(phone.page.getByRole('status')).toHaveText('好，到时候见。有变化可以再改。');
  const seen = await device(null, PHONE);
  await seen.page.goto(link);
  await holdsLayout(seen.page, [PHONE, TABLET, DESK]);

  await page.goto(`/meetings/${id}`);
  await expect(page.getByRole('region', { name: '请了哪些单位' })).toContainText('暖巢物业公司 · 来 · 苗主管');
  await page.getByRole('link', { name: /邀请单位/ }).click();
  await page.getByRole('button', { name: '不请暖巢物业公司了' }).click();
  await expect(page.getByText('还没有邀请单位。')).toBeVisible();
  await phone.page.goto(link);
  await expect(phone.page.getByText(/邀请链接已经作废/)).toBeVisible();
});
