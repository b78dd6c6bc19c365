import sharp from 'sharp';
import { expect, REFUSED, test } from '../support/e2e';
import { Tablet } from '../support/tablet';

const PHONE = { width: 360, height: 740 };

test('a resident without an account raises a hand, supports an issue and sends a line with a picture; the facilitator takes it in', async ({
  device,
  plan,
  begin
}) => {
  const planned = await plan('手机也来说');
  const { id, code } = planned;
  const [one, phone, plain, screen] = await Promise.all([
    device('facilitator', { width: 800, height: 1280 }),
    device(null, PHONE, REFUSED),
    device(null, PHONE, { javaScriptEnabled: false }),
    device(null, { width: 1280, height: 720 })
  ]);
  const tablet = new Tablet(one.page);
  await tablet.open(id);
  await phone.page.goto(`/m/${code}`);
  await expect(phone.page.getByRole('link', { name: '举手发言' })).toBeHidden();
  await begin(planned, { lines: [['居民', '路灯不亮']], issues: { 路灯不亮: {} } });
  await screen.page.goto(`/screen/${code}`);

  // ＋1, with and without scripts, once a device.
  const support = phone.page.getByRole('button', { name: '我也有这件事' });
  await support.click();
  await expect(phone.page.getByRole('button', { name: /您也有这件事/ })).toHaveAttribute('aria-pressed', 'true');
  await expect(phone.page.getByText('1 人也有这件事')).toBeVisible();
  await plain.page.goto(`/m/${code}`);
  await plain.page.getByRole('button', { name: '我也有这件事' }).click();
  await expect(plain.page.getByText('2 人也有这件事')).toBeVisible();
  await plain.page.getByRole('button', { name: /您也有这件事/ }).click();
  await expect(plain.page.getByText('1 人也有这件事')).toBeVisible();

  // A hand.
  await plain.page.getByRole('link', { name: '举手发言' }).click();
  await plain.page.getByRole('textbox', { name: /怎么称呼您/ }).fill('3号楼 蓝衣阿姨');
  await plain.page.getByRole('button', { name: '举手', exact: true }).click();
  await expect(plain.page.getByRole('heading', { name: '3号楼 蓝衣阿姨，您的手举着呢' })).toBeVisible();
  const panel = await tablet.drawer('发言');
  await expect(panel.locator('[data-waiting]')).toContainText('手机举手');
  await panel.getByRole('button', { name: '请3号楼 蓝衣阿姨说' }).click();
  await plain.page.reload();
  await expect(plain.page.getByText('轮到您了，请说吧！')).toBeVisible();
  await expect(screen.page.getByText('3号楼 蓝衣阿姨')).toBeVisible();

  // A line and a picture.
  await phone.page.getByRole('link', { name: '发一句话' }).click();
  await phone.page.getByRole('textbox', { name: /您想说什么/ }).fill('单元门口的灯也坏了');
  await phone.page.reload();
  await expect(phone.page.getByRole('textbox', { name: /您想说什么/ })).toHaveValue('单元门口的灯也坏了');
  await phone.page.getByLabel(/配一张照片/).setInputFiles({
    name: 'lamp.jpg',
    mimeType: 'image/jpeg',
    buffer: await sharp({ create: { width: 600, height: 400, channels: 3, background: '#a07' } })
      .jpeg()
      .toBuffer()
  });
  await phone.page.getByRole('button', { name: '发出去' }).click();
  await expect(phone.page.getByText('收到了，主持人会看。')).toBeVisible();
  await expect(phone.page.getByText('等主持人看')).toBeVisible();
  await expect(screen.page.getByText('单元门口的灯也坏了')).toBeHidden();

  await panel.getByRole('button', { name: /^手机/ }).first().click();
  const message = panel.locator('[data-message]');
  await expect(message).toContainText('单元门口的灯也坏了');
  await message.getByRole('button', { name: '看照片' }).click();
  await expect(message.getByRole('img')).toHaveJSProperty('complete', true);
  await message.getByRole('button', { name: '记进民情日记' }).click();
  await expect(panel.getByText('还没有人发来')).toBeVisible();
  await expect(screen.page.getByText('单元门口的灯也坏了')).toBeVisible();
  await phone.page.reload();
  await expect(phone.page.getByText('已记进民情日记')).toBeVisible();

  // The picture is public while the facilitator shows it, and at no other time.
  await panel.getByRole('button', { name: '大屏' }).click();
  await panel.getByRole('button', { name: /拍的照片/ }).click();
  const onScreen = screen.page.getByRole('img', { name: '现场照片' });
  await expect(onScreen).toBeVisible();
  const address = (await onScreen.getAttribute('src'))!;
  expect((await screen.page.request.get(address)).status()).toBe(200);
  await panel.getByRole('button', { name: '跟着民情日记' }).click();
  await expect(onScreen).toBeHidden();
  expect((await screen.page.request.get(address)).status()).toBe(404);

  // The door is shut.
  await panel.getByRole('button', { name: /^手机/ }).first().click();
  await panel.getByRole('button', { name: '先关上' }).click();
  await expect(panel.getByText('手机这扇门关着')).toBeVisible();
  await phone.page.getByRole('textbox', { name: /您想说什么/ }).fill('再说一句');
  await phone.page.getByRole('button', { name: '发出去' }).click();
  await expect(phone.page.getByRole('alert')).toContainText('现场现在不收手机上的意见');
});

test('the screen holds still, grows its type, and finds its way back after a power cut', async ({ device, begin }) => {
  const { id, code } = await begin('大屏的议事会', { lines: [['居民', '第一句']] });
  const one = await device('facilitator', { width: 800, height: 1280 });
  const screen = await device(null, { width: 1280, height: 720 });
  const tablet = new Tablet(one.page);
  await tablet.open(id);
  await screen.page.goto(`/screen/${code}`);
  await expect(screen.page.getByText('第一句')).toBeVisible();
  const panel = await tablet.drawer('大屏');

  await panel.getByRole('button', { name: '定住不动' }).click();
  await expect(panel.getByText('大屏定住了')).toBeVisible();
  await panel.getByRole('radio', { name: '特大' }).check();
  const main = screen.page.locator('#live');
  await expect(main).toHaveCSS('--size', '1.3');
  await panel.getByRole('checkbox', { name: /太阳底下看/ }).check();
  await expect(main).toHaveAttribute('data-theme', 'outdoors');
  await panel.getByRole('button', { name: '收起' }).click();
  await tablet.say('居民', '第二句');
  await tablet.uploaded();
  await expect(screen.page.getByText('第二句')).toBeHidden();
  await one.page.getByRole('button', { name: /^主持/ }).click();
  await panel.getByRole('button', { name: '放开' }).click();
  await expect(screen.page.getByText('第二句')).toBeVisible();

  // It follows what is being written on this tablet.
  await panel.getByRole('button', { name: '跟着我正在记的' }).click();
  await panel.getByRole('button', { name: '收起' }).click();
  await tablet.say('居民', '第三句');
  await expect(screen.page.locator('#spotlight')).toContainText('第三句');

  // The television was switched off and on.
  await screen.page.goto('/screen');
  await expect(screen.page).toHaveURL(new RegExp(`/screen/${code}$`));
});
