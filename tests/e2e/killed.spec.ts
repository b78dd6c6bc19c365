import type { CDPSession, Page } from '@playwright/test';
import { expect, test, type Device } from '../support/e2e';
import { Tablet } from '../support/tablet';

test.use({ serviceWorkers: 'allow' });

// A tablet whose browser is killed, at each step of a meeting, with the network on and off; and one whose disk is full.

/** The renderer dies where it stands: nothing of the page runs any more. */
async function killed({ context }: Device, page: Page, id: string): Promise<Tablet> {
  const session: CDPSession = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void session.send('Page.crash').catch(() => {});
  await crashed;
  const next = await context.newPage();
  const tablet = new Tablet(next);
  await tablet.open(id);
  await page.close();
  return tablet;
}

for (const network of ['with the network', 'without the network'])
  test(`a browser that is killed at each step of a meeting loses nothing that was kept, ${network}`, async ({
    device,
    api,
    plan
  }) => {
    const { id } = await plan(`杀了又开，${network === 'with the network' ? '有网' : '没网'}`);
    const held = await device('facilitator', { width: 1280, height: 800 });
    const { context } = held;
    let tablet = new Tablet(held.page);
    await tablet.open(id);
    await tablet.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await tablet.page.reload();
    await tablet.begin();
    await tablet.uploaded();
    if (network === 'without the network') await context.setOffline(true);
    const kept = () => expect(tablet.page.getByText('已存在本机')).toBeVisible();
    const again = async () => (tablet = await killed(held, tablet.page, id));

    // Half a sentence that nobody has put down yet.
    await tablet.page.getByRole('textbox', { name: '谁说的' }).first().fill('3号楼居民');
    await tablet.page.getByRole('textbox', { name: '说了什么' }).fill('楼道灯坏了半');
    await again();
    await expect(tablet.page.getByRole('textbox', { name: '说了什么' })).toHaveValue('楼道灯坏了半');
    await tablet.say('3号楼居民', '楼道灯坏了半个月');
    await kept();
    await again();
    await expect(tablet.diary).toHaveCount(1);
    await expect(tablet.page.getByRole('textbox', { name: '说了什么' })).toHaveValue('');

    await tablet.makeIssue('楼道灯坏了半个月');
    await kept();
    await again();
    const card = () => tablet.card('楼道灯坏了半个月');
    await tablet.owner(await card(), 'nuanchao', '暖巢物业公司');
    await kept();
    await again();
    await expect(await card()).toContainText('暖巢物业公司');
    await tablet.due(await card(), '一周内');
    await kept();
    await again();
    await expect(await card()).not.toContainText('还差时限');

    await tablet.page.getByRole('button', { name: '念一遍' }).click();
    await tablet.page.getByRole('button', { name: '大家确认' }).click();
    await expect(tablet.page.getByText('大家已确认')).toBeVisible();
    await kept();
    await again();
    await tablet.page.getByRole('button', { name: '接着念' }).click();
    // All of it has been confirmed: what is left is the sum.
    await expect(tablet.page.getByText('1 件进台账')).toBeVisible();
    await tablet.page.getByRole('button', { name: '结束议事会' }).click();
    if (network === 'without the network') {
      await again();
      await context.setOffline(false);
    }
    const staff = api('staff');
    await expect
      .poll(
        async () => {
          const { items } = await staff.get<{
            items: { origin: { id: string } | null; ownerName: string; dueOn: string | null }[];
          }>('ledger?limit=5');
          return items
            .filter((item) => item.origin?.id.startsWith(`${id}/`))
            .map((item) => [item.ownerName, Boolean(item.dueOn)]);
        },
        { timeout: 30_000 }
      )
      .toEqual([['暖巢物业公司', true]]);
    await context.close();
  });

test('a full disk is said at once; words go up all the same, and are kept again once there is room', async ({
  app,
  device,
  plan
}) => {
  const { id } = await plan('平板满了');
  const { context, page } = await device('facilitator', { width: 800, height: 1280 });
  const session = await context.newCDPSession(page);
  const quota = (quotaSize?: number) =>
    session.send('Storage.overrideQuotaForOrigin', {
      origin: app.url,
      ...(quotaSize === undefined ? {} : { quotaSize })
    });
  // From the start: Chromium looks at the room that is left only now and then.
  await quota(1);
  const tablet = new Tablet(page);
  await tablet.open(id);
  await tablet.begin();
  const long = '满了也要能接着记。'.repeat(400);
  await tablet.say('3号楼居民', long);
  await expect(page.getByRole('button', { name: '存成文件' })).toBeVisible();
  await expect(page.getByText('已上传')).toBeVisible();
  await quota();
  await expect(page.getByText('已存在本机')).toBeVisible({ timeout: 20_000 });
  await page.reload();
  await expect(tablet.diary).toHaveCount(1);
  await context.close();
});
