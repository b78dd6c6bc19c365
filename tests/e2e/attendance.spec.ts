import type { Page } from '@playwright/test';
import { expect, test } from '../support/e2e';
import { Tablet } from '../support/tablet';

async function drawer(page: Page) {
  await page.getByRole('button', { name: /^主持/ }).click();
  const panel = page.getByRole('region', { name: '主持' });
  await panel.getByRole('button', { name: '到场' }).click();
  return panel;
}

test('people sign in by door, by counting heads, by phone and by signature; the screen counts them and names nobody who did not agree', async ({
  device,
  plan
}) => {
  const { id, code } = await plan('签到的议事会');
  const [one, two, screen, phone] = await Promise.all([
    device('facilitator', { width: 800, height: 1280 }),
    device('facilitator2'),
    device(null, { width: 1280, height: 720 }),
    device(null, { width: 360, height: 740 }, { javaScriptEnabled: false })
  ]);
  const [first, second] = [new Tablet(one.page), new Tablet(two.page)];
  await Promise.all([first.open(id), second.open(id)]);
  await screen.page.goto(`/screen/${code}`);

  // By phone, before it begins.
  await phone.page.goto(`/m/${code}`);
  await phone.page.getByRole('link', { name: /我到了/ }).click();
  await phone.page.getByRole('textbox', { name: /您住哪栋楼/ }).fill('8号楼');
  await phone.page.getByRole('textbox', { name: /怎么称呼您/ }).fill('车大姐');
  await phone.page.getByRole('button', { name: '签到' }).click();
  await expect(phone.page.getByText('签到好了')).toBeVisible();

  const mine = await drawer(one.page);
  await expect(mine.getByText('到场 1 人')).toBeVisible();
  await mine.getByRole('textbox', { name: /输门牌/ }).fill('3-1-101');
  await mine.getByRole('button', { name: '3号楼 1单元 101 来了一位' }).click();
  await mine.getByRole('button', { name: '多 5 人' }).click();
  await expect(mine.getByText('到场 7 人')).toBeVisible();
  const theirs = await drawer(two.page);
  await theirs.getByRole('button', { name: '多 1 人', exact: true }).click();
  await theirs.getByRole('button', { name: '9号楼', exact: true }).click();
  await theirs.getByRole('button', { name: '9号楼 2单元 302 来了一位' }).click();
  await expect(mine.getByText('到场 9 人')).toBeVisible();

  // A name, a signature, and no consent yet.
  await mine.getByRole('button', { name: '3号楼 1单元 101', exact: true }).click();
  await mine.getByRole('textbox', { name: /的姓名/ }).fill('林奶奶');
  await mine.getByRole('textbox', { name: /的姓名/ }).press('Tab');
  await mine.getByRole('button', { name: '请林奶奶签字' }).click();
  const box = (await mine.getByRole('img', { name: '签字的地方' }).boundingBox())!;
  await one.page.mouse.move(box.x + 40, box.y + 60);
  await one.page.mouse.down();
  for (let n = 1; n <= 12; n++) await one.page.mouse.move(box.x + 40 + n * 20, box.y + 60 + (n % 3) * 25);
  await one.page.mouse.up();
  await mine.getByRole('button', { name: '签好了', exact: true }).click();
  await expect(mine.getByRole('img', { name: '签好了' })).toBeVisible();
  await mine.getByRole('button', { name: /大屏上让大家扫码签到/ }).click();
  await expect(screen.page.getByRole('heading', { name: '到场 9 人' })).toBeVisible();
  await expect(screen.page.getByText('3号楼居民 1 人')).toBeVisible();
  for (const name of ['林奶奶', '车大姐']) await expect(screen.page.getByText(name)).toBeHidden();

  // She agrees; the one on the phone too; then he takes it back.
  await mine.getByRole('checkbox', { name: /本人同意/ }).check();
  await expect(screen.page.getByText('林奶奶')).toBeVisible();
  await phone.page.getByRole('checkbox', { name: /同意会议记录里写我的名字/ }).check();
  await phone.page.getByRole('button', { name: '改好了' }).click();
  await expect(screen.page.getByText('车大姐')).toBeVisible();
  await phone.page.getByRole('button', { name: /取消签到/ }).click();
  await expect(screen.page.getByRole('heading', { name: '到场 8 人' })).toBeVisible();
  await expect(screen.page.getByText('车大姐')).toBeHidden();

  // One household twice is perhaps one person.
  await theirs.getByRole('textbox', { name: /输门牌/ }).fill('3-1-101');
  await theirs.getByRole('button', { name: '3号楼 1单元 101 来了一位' }).click();
  await expect(theirs.getByText('3号楼 1单元 101 签了两次，是同一位吗？')).toBeVisible();
  await theirs.getByRole('button', { name: '是同一位，留一个' }).click();
  await expect(theirs.getByText('到场 8 人')).toBeVisible();

  // The sheet at the desk, and erasing.
  const desk = await device('staff');
  await expect(async () => {
    await desk.page.goto(`/meetings/${id}/attendance`);
    await expect(desk.page.getByRole('cell', { name: /林奶奶/ })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(desk.page.getByRole('img', { name: '签好了' })).toBeVisible();
  const row = desk.page.getByRole('row').filter({ hasText: '林奶奶' });
  await row.getByText('删去姓名和签字').click();
  await row.getByRole('button', { name: /删去林奶奶/ }).click();
  await expect(desk.page.getByText('删好了')).toBeVisible();
  await expect(desk.page.getByText('林奶奶')).toBeHidden();
  await expect(screen.page.getByText('林奶奶')).toBeHidden();
});

test('doors are pasted, looked at and brought in, and what is not understood is named', async ({ device }) => {
  const { page } = await device('staff');
  await page.goto('/settings');
  await page.getByRole('link', { name: '门牌（签到用）' }).click();
  await page.getByRole('textbox', { name: '把门牌贴在这里' }).fill('31-1-101\n31-1-102\n门房老李');
  await page.getByRole('button', { name: '先看看' }).click();
  await expect(page.getByText('认出 2 户，其中 2 户是新的。')).toBeVisible();
  await expect(page.getByText('第 3 行：门房老李')).toBeVisible();
  await page.getByRole('button', { name: '导入这 2 户' }).click();
  await expect(page.getByText('导入了 2 户。')).toBeVisible();
});
