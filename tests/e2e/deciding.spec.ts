import { expect, test } from '@playwright/test';
import { planByApi, signInByApi } from '../support/api';
import { startApp, type RunningApp } from '../support/app';
import { device, Tablet } from '../support/tablet';

let app: RunningApp;
test.beforeAll(async () => {
  app = await startApp();
});
test.afterAll(() => app.remove());

const PHONE = { width: 360, height: 740 };

async function begun(title: string): Promise<{ id: string; code: string }> {
  const api = await signInByApi(app.url, 'facilitator');
  const id = await planByApi(api, title);
  const { code } = await api.get<{ code: string }>(`meetings/${id}`);
  return { id, code };
}

/** A drawer of the panel the meeting is led from. */
test('a vote: hands counted on two tablets that must agree, phones added, and the decision stands in the diary and with its issue', async ({
  browser
}) => {
  const { id, code } = await begun('表决的议事会');
  const [one, two, screen] = await Promise.all([
    device(browser, app.url, 'facilitator', { width: 800, height: 1280 }),
    device(browser, app.url, 'facilitator2'),
    device(browser, app.url, null, { width: 1280, height: 720 })
  ]);
  // A resident's phone needs no script.
  const phone = await device(browser, app.url, null, PHONE, { javaScriptEnabled: false });
  const [first, second] = [new Tablet(one.page), new Tablet(two.page)];
  await Promise.all([first.open(id), second.open(id)]);
  await first.begin();
  await first.say('3号楼居民', '门口装个充电桩吧');
  await first.makeIssue('门口装个充电桩吧');
  await screen.page.goto(`/screen/${code}`);

  const mine = await first.drawer('表决');
  await mine.getByRole('combobox').selectOption({ label: '1. 门口装个充电桩吧' });
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
  await one.page.getByRole('button', { name: /^问题/ }).click();
  const card = await first.card('门口装个充电桩吧');
  await first.owner(card, 'wy', '暖巢物业公司');
  await first.due(card, '一周内');
  await first.readBackAndClose();
  const desk = await device(browser, app.url, 'staff');
  await desk.page.goto('/ledger');
  await desk.page.getByRole('link', { name: '门口装个充电桩吧' }).first().click();
  await expect(desk.page.getByText(line)).toBeVisible();
  for (const { errors } of [one, two, screen, phone]) expect(errors).toEqual([]);
});

test('dots put the issues in order, and a consent round keeps who could not live with it, and why', async ({
  browser
}) => {
  const { id, code } = await begun('排先后的议事会');
  const one = await device(browser, app.url, 'facilitator', { width: 800, height: 1280 });
  const phone = await device(browser, app.url, null, PHONE);
  const tablet = new Tablet(one.page);
  await tablet.open(id);
  await tablet.begin();
  for (const text of ['路灯不亮', '楼道堆杂物']) {
    await tablet.say('居民', text);
    await tablet.makeIssue(text);
  }
  const panel = await tablet.drawer('表决');
  await panel.getByRole('radio', { name: '贴点子，排先后' }).check();
  await panel.getByRole('textbox', { name: '问什么' }).fill('先办哪件');
  await panel.getByRole('button', { name: '开始', exact: true }).click();

  await phone.page.goto(`/m/${code}`);
  await phone.page.getByRole('link', { name: /请您投票/ }).click();
  await phone.page.getByLabel('第 1 点贴给').selectOption({ label: '楼道堆杂物' });
  await phone.page.getByLabel('第 2 点贴给').selectOption({ label: '楼道堆杂物' });
  await phone.page.getByRole('button', { name: '就投这个' }).click();
  await expect(panel.getByText('手机投了 1 票')).toBeVisible();
  await panel.getByRole('button', { name: /写进民情日记/ }).click();
  await panel.getByRole('button', { name: '按点子排问题清单' }).click();
  await expect(panel.getByText('已经排好了')).toBeVisible();
  await expect(tablet.issues.first()).toContainText('楼道堆杂物');

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
  for (const { errors } of [one, phone]) expect(errors).toEqual([]);
});

test('a quorum that the community has set is told before the vote ends, in the diary, on the wall and on phones', async ({
  browser
}) => {
  const desk = await device(browser, app.url, 'admin');
  await desk.page.goto('/settings');
  await desk.page.getByLabel('至少到场人数').fill('5');
  await desk.page.locator('form[action="?/quorum"]').getByRole('button').click();
  await expect(desk.page.getByLabel('至少到场人数')).toHaveValue('5');

  const { id, code } = await begun('要够人数的议事会');
  const one = await device(browser, app.url, 'facilitator', { width: 800, height: 1280 });
  const screen = await device(browser, app.url, null, { width: 1280, height: 720 });
  const phone = await device(browser, app.url, null, PHONE, { javaScriptEnabled: false });
  const tablet = new Tablet(one.page);
  await tablet.open(id);
  await tablet.begin();
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
  for (const { errors } of [desk, one, screen]) expect(errors).toEqual([]);
});
