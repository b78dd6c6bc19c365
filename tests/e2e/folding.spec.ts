import type { Page } from '@playwright/test';
import { expect, test } from '../support/e2e';
import { Tablet } from '../support/tablet';

/** A network that lets no socket through while it is shut, and everything else. */
async function socketGate(page: Page) {
  let shut = false;
  const open = new Set<() => void>();
  await page.routeWebSocket(/\/collab\//, (socket) => {
    if (shut) return void socket.close({ code: 1001 });
    const server = socket.connectToServer();
    const end = () => {
      void socket.close({ code: 1001 });
      void server.close();
    };
    open.add(end);
  });
  return (on: boolean) => {
    shut = on;
    if (on) open.forEach((end) => end());
    open.clear();
  };
}

test('the tablet check says whose tablet still holds three lines, and that all is in once they have come', async ({
  device,
  plan
}) => {
  const { id } = await plan('收摊的议事会');
  const [one, two, three] = await Promise.all([
    device('facilitator', { width: 800, height: 1280 }),
    device('facilitator2'),
    device('facilitator3')
  ]);
  const shut = await socketGate(two.page);
  const [first, second, third] = [new Tablet(one.page), new Tablet(two.page), new Tablet(three.page)];
  await Promise.all([first.open(id), second.open(id), third.open(id)]);
  // By hand: a client that had begun it would be one more tablet to call.
  await first.begin();
  await first.say('', '第一块平板记的');
  await second.say('', '第二块平板记的');
  await third.say('', '第三块平板记的');
  await Promise.all([first.uploaded(), second.uploaded(), third.uploaded()]);
  const panel = await first.drawer('收摊');
  await expect(panel.getByText('3 台平板，记的都传上来了。')).toBeVisible();

  // The kit that speaks for the tablet is there before its socket is cut.
  await expect(two.page.locator('button.lead')).toBeVisible();
  shut(true);
  await expect(two.page.getByText(/离线|已存在本机/).first()).toBeVisible();
  for (const text of ['断了以后第一句', '断了以后第二句', '断了以后第三句']) await second.say('', text);
  await three.context.close();
  const held = panel.locator('[data-tablet="李望舒"]');
  await expect(async () => {
    await panel.getByRole('button', { name: '再点一次' }).click();
    await expect(held).toContainText('还有 3 条没传上来', { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await expect(panel.locator('[data-tablet="邵一帆"]')).toContainText('以后没联系上');

  // Whoever is about to close hears it too.
  await one.page.getByRole('button', { name: '念一遍' }).click();
  await expect(one.page.getByText('还有平板没传完')).toBeVisible();
  await one.page.getByRole('button', { name: '接着记' }).click();

  shut(false);
  await expect(first.diary.filter({ hasText: '断了以后第三句' })).toBeVisible({ timeout: 30_000 });
  await expect(async () => {
    await first.drawer('收摊');
    await panel.getByRole('button', { name: '再点一次' }).click();
    await expect(held).toContainText('在线，都传上来了', { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
});

test('one speech written twice becomes one line; dissent stays beside its line; the scribe’s seat is handed over', async ({
  device,
  begin
}) => {
  const { id, code } = await begin('核对的议事会');
  const [one, two, phone] = await Promise.all([
    device('facilitator', { width: 800, height: 1280 }),
    device('facilitator2'),
    device(null, { width: 360, height: 740 }, { javaScriptEnabled: false })
  ]);
  const [first, second] = [new Tablet(one.page), new Tablet(two.page)];
  await Promise.all([first.open(id), second.open(id)]);
  await first.say('林奶奶', '楼道的灯坏了半个月没人修');
  await second.say('林奶奶', '楼道的灯坏了半个月，没人修，晚上看不见台阶');
  await expect(first.diary).toHaveCount(2);

  const panel = await first.drawer('收摊');
  await expect(panel.getByText('李望舒和王秋禾记的像是同一句')).toBeVisible();
  await panel.getByRole('button', { name: '合成一条' }).click();
  await expect(second.diary).toHaveCount(1);
  await expect(second.diary).toContainText('晚上看不见台阶');

  await panel.getByRole('button', { name: '我来记' }).click();
  const theirs = await second.drawer('收摊');
  await expect(theirs.getByText('现在由王秋禾记录')).toBeVisible();
  await panel.getByRole('button', { name: '交给李望舒' }).click();
  await expect(theirs.getByText('现在由您记录')).toBeVisible();

  // Read back: one dissents, the rest is confirmed at once; an edit takes the confirmation back.
  await one.page.getByRole('button', { name: '念一遍' }).click();
  await one.page.getByRole('button', { name: '第 1 条有异议' }).click();
  await one.page.getByRole('textbox', { name: '谁有异议' }).fill('葛大爷');
  await one.page.getByRole('textbox', { name: '怎么说的' }).fill('只坏了三天');
  await one.page.getByRole('button', { name: '记在旁边' }).click();
  await one.page.getByRole('button', { name: /没人有意见，1 条都确认/ }).click();
  await expect(one.page.getByText('1 条都核对过了')).toBeVisible();
  await phone.page.goto(`/m/${code}`);
  await expect(phone.page.getByText('葛大爷有异议：只坏了三天')).toBeVisible();
  await two.page.getByRole('button', { name: '收起' }).click();
  await second.diary.first().getByRole('button').first().click();
  await two.page.locator('textarea[id^="entry-text-"]').press('End');
  await two.page.keyboard.type('了');
  await expect(one.page.getByText('核对之后改过，请再念一遍')).toBeVisible();
  await one.page.goto(`/meetings/${id}`);
  await expect(one.page.getByText('葛大爷有异议：只坏了三天')).toBeVisible();
});
