import { holdsLayout, PHONE, DESK, TABLET } from '../support/layout';
import { expect, test } from '../support/e2e';
import { Tablet } from '../support/tablet';

test('a dispute is talked down on the tablet; residents and screen see nothing of it until both sides agree; the check becomes an issue', async ({
  device,
  begin
}) => {
  const { id, code } = await begin('调解的议事会', { lines: [['3号楼居民', '楼道灯不亮']] });
  const tablet = await device('facilitator', TABLET);
  const other = await device('facilitator2');
  const screen = await device(null, DESK);
  const phone = await device(null, PHONE);
  const [first, second] = [new Tablet(tablet.page), new Tablet(other.page)];
  await Promise.all([first.open(id), second.open(id)]);
  await Promise.all([screen.page.goto(`/screen/${code}`), phone.page.goto(`/m/${code}`)]);
  await expect(screen.page.getByText('楼道灯不亮')).toBeVisible();

  const panel = tablet.page.getByRole('region', { name: '主持' });
  if (!(await panel.isVisible())) await tablet.page.getByRole('button', { name: /^主持/ }).click();
  await panel.getByRole('button', { name: /^调解/ }).click();
  await panel.getByRole('button', { name: '开始调解' }).click();
  await expect(screen.page.getByText('邻里调解')).toBeVisible();
  await expect(phone.page.getByText('邻里调解（不公开）')).toBeVisible();

  await panel.getByRole('textbox', { name: '为什么事' }).fill('301漏水到201');
  await panel.getByRole('textbox', { name: '这一家怎么称呼' }).fill('301');
  await panel.getByRole('textbox', { name: '那一家怎么称呼' }).fill('201');
  await panel.getByRole('textbox', { name: '301怎么说' }).fill('水管是公家的，不该我一家修');
  await panel.getByRole('textbox', { name: '201怎么说' }).fill('顶棚泡坏了，得赔');
  await panel.getByRole('textbox', { name: '两家都认的' }).fill('先把水止住');
  await panel.getByRole('textbox', { name: '说定了什么' }).fill('水管钱一家一半，顶棚301找人刷');
  // What another tablet writes meanwhile stays with those who lead, and is marked on both.
  await second.say('201住户', '泡了三回了');
  await expect(tablet.page.locator('[data-entry]', { hasText: '泡了三回了' }).getByText('不公开')).toBeVisible();
  await second.say('', '调解完了，说得挺好');

  await panel.getByRole('group', { name: '谁去回看' }).getByRole('button').click();
  await panel
    .getByRole('button', { name: /王秋禾/ })
    .first()
    .click();
  await panel.getByRole('group', { name: '哪天回看' }).getByRole('button').click();
  await panel.getByRole('group', { name: '哪天回看' }).getByRole('button').nth(2).click();
  await panel.getByRole('button', { name: '转成问题，到时候回看' }).click();
  await expect(panel.getByRole('button', { name: '已经是问题 1' })).toBeVisible();
  await holdsLayout(tablet.page, [PHONE, TABLET]);
  await tablet.page.setViewportSize(TABLET);

  for (const { page } of [screen, phone]) {
    await expect(page.getByText('楼道灯不亮').first()).toBeVisible();
    const all = await page.locator('body').innerText();
    for (const secret of ['漏水', '301', '201', '泡了三回', '回看', '说得挺好']) expect(all).not.toContain(secret);
  }

  await panel.getByRole('button', { name: '301同意给大家看' }).click();
  await expect(panel.getByText('现在只有主持的人看得到。')).toBeVisible();
  await panel.getByRole('button', { name: '201同意给大家看' }).click();
  await expect(panel.getByText('两家都同意了，大家看得到。')).toBeVisible();
  await panel.getByRole('button', { name: '放上大屏' }).click();
  await expect(screen.page.getByRole('heading', { name: '301漏水到201' })).toBeVisible();
  await expect(phone.page.getByText('水管钱一家一半')).toBeVisible();
  await expect(phone.page.getByText('泡了三回了')).toHaveCount(0);
  await holdsLayout(screen.page, [DESK, { width: 1920, height: 1080 }]);

  // Another word, and both are asked anew.
  await panel.getByRole('textbox', { name: '说定了什么' }).fill('水管钱一家一半，下月再说');
  await expect(screen.page.getByRole('heading', { name: '301漏水到201' })).toBeHidden();
  await expect(phone.page.getByText('水管钱一家一半')).toBeHidden();

  await panel.getByRole('button', { name: '调解到这里，接着往下议' }).click();
  await second.say('', '接着说充电桩');
  await expect(phone.page.getByText('接着说充电桩')).toBeVisible();
  await tablet.page.goto(`/meetings/${id}`);
  await expect(tablet.page.getByRole('heading', { name: '邻里调解' })).toBeVisible();
  await expect(tablet.page.getByText('201没说可以给大家看')).toBeVisible();
});
