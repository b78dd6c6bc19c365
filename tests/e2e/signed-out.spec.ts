import { expect, test } from '../support/e2e';
import { Tablet } from '../support/tablet';

test('a session that ends in a meeting is opened again by PIN, beside the writing, and not a letter is touched', async ({
  app,
  device,
  begin
}) => {
  const { id } = await begin('开到一半登录过期', { lines: [['3号楼居民', '过期前说的']] });
  const { context, page } = await device(
    'facilitator',
    { width: 800, height: 1280 },
    { ownSession: true, noise: /40[01]|ERR_CONNECTION/ }
  );
  await page.goto('/settings');
  await page.getByLabel('PIN').fill('1234');
  await page.getByRole('button', { name: '设好 PIN' }).click();
  await expect(page.getByText('不要全一样')).toBeVisible();
  await page.getByLabel('PIN').fill('4827');
  await page.getByRole('button', { name: '设好 PIN' }).click();
  await expect(page.getByText('PIN 设好了')).toBeVisible();

  const tablet = new Tablet(page);
  await tablet.open(id);
  await tablet.uploaded();
  // The session ends elsewhere; the socket learns of it when it comes back.
  const cookies = await context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  await fetch(`${app.url}/api/v1/session`, { method: 'DELETE', headers: { cookie } });
  await app.killAndRestart();
  await expect(page.getByText('登录已过期').first()).toBeVisible({ timeout: 30_000 });

  const words = page.getByRole('textbox', { name: '说了什么' });
  await words.fill('正说到一半的话');
  await tablet.page.getByLabel('PIN').fill('0007');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('alert')).toContainText('PIN 不对');
  await expect(words).toHaveValue('正说到一半的话');
  await page.getByLabel('PIN').fill('4827');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByText('登录已过期')).toHaveCount(0);
  await expect(words).toHaveValue('正说到一半的话');
  await page.getByRole('button', { name: '记下', exact: true }).click();
  await expect(tablet.diary).toHaveCount(2);
  await tablet.uploaded();
  await context.close();
});

test('a half-written sentence waits for the one who wrote it, and the next person on the tablet does not find it', async ({
  device,
  begin
}) => {
  const { id } = await begin('一块平板两个人用', { lines: [['3号楼居民', '王姐记下的']] });
  const { context, page } = await device('facilitator', { width: 1280, height: 800 }, { ownSession: true });
  const tablet = new Tablet(page);
  const words = page.getByRole('textbox', { name: '说了什么' });
  const change = async (who: string) => {
    await page.goto('/settings');
    await page.getByRole('button', { name: '退出登录' }).first().click();
    await page.getByLabel('账号').fill(who);
    await page.getByLabel('密码').fill('stoolside-demo');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.waitForURL(/\/meetings$/);
    await tablet.open(id);
  };
  await tablet.open(id);
  await words.fill('王姐还没记下的半句');
  await change('facilitator2');
  await expect(tablet.diary).toHaveCount(1);
  await expect(words).toHaveValue('');
  await change('facilitator');
  await expect(words).toHaveValue('王姐还没记下的半句');
  await expect(tablet.diary).toHaveCount(1);
  await context.close();
});
