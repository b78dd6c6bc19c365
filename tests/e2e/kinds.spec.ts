import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { signInByApi } from '../support/api';
import { startApp, type RunningApp } from '../support/app';
import { device, Tablet } from '../support/tablet';

// A whole meeting of each kind, from planning to its minutes, with two tablets, a screen and a phone that runs no script.

let app: RunningApp;
test.beforeAll(async () => {
  app = await startApp();
});
test.afterAll(() => app.remove());

const KINDS = [
  { kind: 'stool', word: '小板凳议事会', step: '大家说说身边的事', track: '即时议', settled: false },
  { kind: 'grid', word: '网格', step: '网格员说说这段时间走访的情况', track: '深入议', settled: false },
  { kind: 'secretary', word: '书记', step: '拉拉家常，听听大家的心里话', track: '即时议', settled: true },
  { kind: 'review', word: '评议', step: '承办的一方说说', track: '深入议', settled: false }
] as const;

for (const { kind, word, step, track, settled } of KINDS)
  test(`a whole ${kind} meeting: two tablets, a screen, a phone; decided, read back, closed, and its minutes`, async ({
    browser
  }) => {
    const api = await signInByApi(app.url, 'facilitator');
    const id = randomUUID();
    const title = `从头到尾的${kind}会`;
    const planned = await api.post('meetings', { id, title, kind });
    const { code } = (await planned.json()) as { code: string };
    const [one, two, screen, phone] = await Promise.all([
      device(browser, app.url, 'facilitator', { width: 800, height: 1280 }),
      device(browser, app.url, 'facilitator2'),
      device(browser, app.url, null, { width: 1280, height: 720 }),
      device(browser, app.url, null, { width: 360, height: 740 }, { javaScriptEnabled: false })
    ]);
    const [first, second] = [new Tablet(one.page), new Tablet(two.page)];
    await Promise.all([first.open(id), second.open(id), screen.page.goto(`/screen/${code}`)]);
    await expect(screen.page.getByText(step)).toBeVisible();

    await first.begin();
    await expect(two.page.getByRole('button', { name: '念一遍' })).toBeVisible();
    const agenda = await first.drawer('议程');
    await agenda.getByRole('button', { name: `议“${step}”` }).click();
    await expect(screen.page.getByText(step)).toBeVisible();

    // A resident signs in and raises a hand; the one who has the floor is who speaks.
    await phone.page.goto(`/m/${code}`);
    await phone.page.getByRole('link', { name: /我到了/ }).click();
    await phone.page.getByRole('textbox', { name: /您住哪栋楼/ }).fill('3号楼');
    await phone.page.getByRole('button', { name: '签到' }).click();
    await expect(phone.page.getByText('签到好了')).toBeVisible();
    await agenda.getByRole('button', { name: '收起' }).click();
    await first.say('3号楼居民', '门口的路灯不亮');
    await second.say('5号楼居民', '夜里摔过一回');
    await expect(screen.page.getByText('夜里摔过一回')).toBeVisible();
    await first.makeIssue('门口的路灯不亮');

    // A vote: the hands on one tablet hold by word, the phone's vote is added.
    const deciding = await first.drawer('表决');
    await deciding.getByRole('combobox').selectOption({ label: '1. 门口的路灯不亮' });
    await deciding.getByRole('textbox', { name: '问什么' }).fill('先修路灯，同意吗？');
    await deciding.getByRole('button', { name: '开始', exact: true }).click();
    // The wall keeps each phrase of a large line whole: a box of its own, which is read with a space.
    await expect(screen.page.getByRole('heading', { name: /^先修路灯，\s?同意吗？$/ })).toBeVisible();
    await phone.page.goto(`/m/${code}`);
    await phone.page.getByRole('link', { name: /请您投票/ }).click();
    await phone.page.getByText('赞成', { exact: true }).click();
    await phone.page.getByRole('button', { name: '就投这个' }).click();
    await expect(phone.page.getByRole('status')).toContainText('您投的是：赞成');
    await deciding.getByRole('button', { name: '数手' }).click();
    await deciding.getByRole('button', { name: '赞成：多一只手' }).click();
    await deciding.getByRole('button', { name: '我数好了' }).click();
    await deciding.getByRole('button', { name: '就按这个数' }).click();
    await deciding.getByRole('button', { name: /写进民情日记/ }).click();
    await expect(screen.page.getByText('通过了')).toBeVisible();
    await deciding.getByRole('button', { name: '收起' }).click();

    await one.page.getByRole('button', { name: /^问题/ }).click();
    const card = await first.card('门口的路灯不亮');
    if (settled) {
      await card.getByRole('radio', { name: '现场答复' }).check();
      await card.getByRole('textbox', { name: '当场怎么答复的' }).fill('当场换了灯泡');
    } else {
      await first.owner(card, 'wy', '暖巢物业公司');
      await first.due(card, '一周内');
    }
    await first.uploaded();
    await first.readBackAndClose();
    await expect(screen.page.getByText('门口的路灯不亮').first()).toBeVisible();
    await expect(two.page.getByText('议事会结束了')).toBeVisible();

    const desk = await device(browser, app.url, 'staff');
    await desk.page.goto(`/meetings/${id}`);
    await expect(desk.page.getByText(word).first()).toBeVisible();
    await expect(desk.page.getByRole('heading', { name: `议事规程 · ${track}` })).toBeVisible();
    if (track === '深入议')
      for (const need of ['签到记录', '表决记录'])
        await expect(desk.page.getByRole('listitem').filter({ hasText: need })).toContainText('有了');
    await desk.page.getByRole('link', { name: /会后材料/ }).click();
    await desk.page.getByRole('link', { name: '会议纪要', exact: true }).click();
    await desk.page.getByRole('button', { name: '照会议拟一稿' }).click();
    await expect(desk.page.getByRole('heading', { level: 2 })).toContainText('会议纪要');
    await expect(desk.page.getByText(/赞成 2、反对 0/).first()).toBeVisible();
    if (!settled) {
      // What came of it says what was decided, with its numbers.
      await desk.page.goto(`/ledger?q=${encodeURIComponent('门口的路灯不亮')}`);
      await desk.page.getByRole('link', { name: '门口的路灯不亮' }).first().click();
      await expect(desk.page.getByRole('heading', { name: '会上怎么定的' })).toBeVisible();
      await expect(desk.page.getByText(/赞成 2、反对 0/).first()).toBeVisible();
    }
    for (const { errors } of [one, two, screen, phone, desk]) expect(errors).toEqual([]);
  });
