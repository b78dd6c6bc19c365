import { PARTY } from '../../server/seed/fixtures';
import { expect, test } from '../support/e2e';
import { Tablet } from '../support/tablet';

const PHONE = { width: 360, height: 740 };

const [CHARGER, LAMP, HALL] = ['门口装个充电桩吧', '路灯不亮', '楼道堆杂物'];

test('a vote: hands counted on two tablets that must agree, phones added, and the decision stands in the diary and with its issue', async ({
  device,
  begin
}) => {
  const { id, code } = await begin('表决的议事会', {
    lines: [['3号楼居民', CHARGER]],
    issues: { [CHARGER]: { ownerId: PARTY.nuanchao!, dueOn: '2099-01-05' } }
  });
  const [one, two, screen] = await Promise.all([
    device('facilitator', { width: 800, height: 1280 }),
    device('facilitator2'),
    device(null, { width: 1280, height: 720 })
  ]);
  // A resident's phone needs no script.
  const phone = await device(null, PHONE, { javaScriptEnabled: false });
  const [first, second] = [new Tablet(one.page), new Tablet(two.page)];
  await Promise.all([first.open(id), second.open(id)]);
  await screen.page.goto(`/screen/${code}`);

  const mine = await first.drawer('表决');
  await mine.getByRole('combobox').selectOption({ label: `1. ${CHARGER}` });
  await mine.getByRole('textbox', { name: '问什么' }).fill('装不装充电桩？');
  await mine.getByRole('button', { name: '开始', exact: true }).click();
  await expect(screen.page.getByRole('heading', { name: '装不装充电桩？' })).toBeVisible();

  await phone.page.goto(`/m/${code}`);
  await phone.page.getByRole('link', { name: /请您投票/ }).click();
  await phone.page.getByText('反对').click();
  await phone.page.getByRole('button', { name: '就投这个' }).click();
  await expect(phone.page.getByRole('status')).toContainText('您投的是：反对');
  await phone.page.getByText('赞成', { exact: true }).click();
  await phone.page.getByRole('button', { name: '改投这个' }).click();
  await expect(phone.page.getByRole('status')).toContainText('您投的是：赞成');
  await expect(mine.getByText('手机投了 1 票')).toBeVisible();
  // How people vote is not shown while they do.
  await expect(screen.page.getByText('已有 1 部手机投了')).toBeVisible();
  await expect(screen.page.getByText('1 票')).toBeHidden();

  const theirs = await second.drawer('表决');
  const count = async (panel: typeof mine, hands: number) => {
    await panel.getByRole('button', { name: /^(数手|重新数)$/ }).click();
    await panel.getByRole('textbox', { name: '赞成几只手' }).fill(String(hands));
    await panel.getByRole('textbox', { name: '赞成几只手' }).press('Tab');
    await panel.getByRole('button', { name: '反对：多一只手' }).click();
    await panel.getByRole('button', { name: '我数好了' }).click();
  };
  await count(mine, 8);
  await expect(mine.getByText('一台平板数好了')).toBeVisible();
  await expect(mine.getByRole('button', { name: /写进民情日记/ })).toBeHidden();
  await count(theirs, 9);
  await expect(mine.getByText('两台平板数得不一样：赞成')).toBeVisible();
  await count(mine, 9);
  await expect(theirs.getByText('两台平板数得一样')).toBeVisible();

  await theirs.getByRole('button', { name: /写进民情日记/ }).click();
  const line =
    /装不装充电桩：赞成 10、反对 1、弃权 0，通过。办法：举手，两台平板各数一遍，数目一样、手机 1 部，不记名。/;
  await mine.getByRole('button', { name: '收起' }).click();
  await expect(first.diary.filter({ hasText: line })).toBeVisible();
  await expect(screen.page.getByText('通过了')).toBeVisible();
  await expect(screen.page.getByText('10 票')).toBeVisible();
  await phone.page.goto(`/m/${code}`);
  await expect(phone.page.getByText('表决结果')).toBeVisible();

  // What was decided goes into the ledger with its issue.
  await first.uploaded();
  await first.readBackAndClose();
  const desk = await device('staff');
  await desk.page.goto('/ledger');
  await desk.page.getByRole('link', { name: CHARGER }).first().click();
  await expect(desk.page.getByText(line)).toBeVisible();
});

test('dots put the issues in order, and a consent round keeps who could not live with it, and why', async ({
  device,
  begin
}) => {
  const { id, code } = await begin('排先后的议事会', {
    lines: [
      ['居民', LAMP],
      ['居民', HALL]
    ],
    issues: { [LAMP]: {}, [HALL]: {} }
  });
  const one = await device('facilitator', { width: 800, height: 1280 });
  const phone = await device(null, PHONE);
  const tablet = new Tablet(one.page);
  await tablet.open(id);
  const panel = await tablet.drawer('表决');
  await panel.getByRole('radio', { name: '贴点子，排先后' }).check();
  await panel.getByRole('textbox', { name: '问什么' }).fill('先办哪件');
  await panel.getByRole('button', { name: '开始', exact: true }).click();

  await phone.page.goto(`/m/${code}`);
  await phone.page.getByRole('link', { name: /请您投票/ }).click();
  await phone.page.getByLabel('第 1 点贴给').selectOption({ label: HALL });
  await phone.page.getByLabel('第 2 点贴给').selectOption({ label: HALL });
  await phone.page.getByRole('button', { name: '就投这个' }).click();
  await expect(panel.getByText('手机投了 1 票')).toBeVisible();
  await panel.getByRole('button', { name: /写进民情日记/ }).click();
  await panel.getByRole('button', { name: '按点子排问题清单' }).click();
  await expect(panel.getByText('已经排好了')).toBeVisible();
  await expect(tablet.issues.first()).toContainText(HALL);

  await panel.getByRole('button', { name: '问大家一件事' }).click();
  await panel.getByRole('radio', { name: '大家能不能接受' }).check();
  await panel.getByRole('textbox', { name: '问什么' }).fill('楼道东西周六清走');
  await panel.getByRole('button', { name: '开始', exact: true }).click();
  await panel.getByRole('textbox', { name: '谁', exact: true }).fill('葛大爷');
  await panel.getByRole('textbox', { name: '为什么' }).fill('周六不在家');
  await panel.getByRole('button', { name: '记下', exact: true }).click();
  await panel.getByRole('button', { name: '谈通了' }).click();
  await panel
    .getByRole('button', { name: /写进民情日记/ })
    .last()
    .click();
  await panel.getByRole('button', { name: '收起' }).click();
  await expect(
    tablet.diary.filter({ hasText: '大家都能接受。葛大爷起先接受不了：周六不在家，后来谈通了。' })
  ).toBeVisible();
});

test('a quorum that the community has set is told before the vote ends, in the diary, on the screen and on phones', async ({
  device,
  begin
}) => {
  const desk = await device('admin');
  await desk.page.goto('/settings');
  await desk.page.getByLabel('至少到场人数').fill('5');
  await desk.page.locator('form[action="?/quorum"]').getByRole('button').click();
  await expect(desk.page.getByLabel('至少到场人数')).toHaveValue('5');

  const { id, code } = await begin('要够人数的议事会');
  const one = await device('facilitator', { width: 800, height: 1280 });
  const screen = await device(null, { width: 1280, height: 720 });
  const phone = await device(null, PHONE, { javaScriptEnabled: false });
  const tablet = new Tablet(one.page);
  await tablet.open(id);
  await screen.page.goto(`/screen/${code}`);
  const panel = await tablet.drawer('表决');
  await panel.getByRole('textbox', { name: '问什么' }).fill('装不装充电桩？');
  await panel.getByRole('button', { name: '开始', exact: true }).click();
  await expect(panel.getByText('规定要到 5 人才作数。到场人数还没点')).toBeVisible();
  await phone.page.goto(`/m/${code}`);
  await phone.page.getByRole('link', { name: /我到了/ }).click();
  await phone.page.getByRole('button', { name: '签到' }).click();
  await expect(panel.getByText('到场 1 人，不到规定的 5 人：定了也不作数。')).toBeVisible();
  await phone.page.goto(`/m/${code}`);
  await phone.page.getByRole('link', { name: /请您投票/ }).click();
  await phone.page.getByText('赞成', { exact: true }).click();
  await phone.page.getByRole('button', { name: '就投这个' }).click();
  await expect(panel.getByText('手机投了 1 票')).toBeVisible();
  await panel.getByRole('button', { name: /写进民情日记/ }).click();
  await expect(screen.page.getByText('到场的人数不到规定，这次不作数')).toBeVisible();
  await panel.getByRole('button', { name: '收起' }).click();
  await expect(tablet.diary.filter({ hasText: '到场 1 人，不到规定的 5 人，这个决定不作数。' })).toBeVisible();
  await phone.page.goto(`/m/${code}`);
  await expect(phone.page.getByText('到场的人数不到规定，这次不作数')).toBeVisible();
});
