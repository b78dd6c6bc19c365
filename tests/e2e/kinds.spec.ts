import { expect, test } from '../support/e2e';
import { Tablet } from '../support/tablet';

// A whole meeting from planning to its minutes, with two tablets, a screen and a phone that runs no script. What the other kinds
// have of their own is data: tests/server/meetings/kinds.test.ts holds a whole meeting of each.

const STEP = '网格员说说这段时间走访的情况';

test('a whole meeting of a grid: two tablets, a screen, a phone; decided, read back, closed, and its minutes', async ({
  device,
  plan
}) => {
  const { id, code } = await plan('从头到尾的网格会', { kind: 'grid' });
  const [one, two, screen, phone] = await Promise.all([
    device('facilitator', { width: 800, height: 1280 }),
    device('facilitator2'),
    device(null, { width: 1280, height: 720 }),
    device(null, { width: 360, height: 740 }, { javaScriptEnabled: false })
  ]);
  const [first, second] = [new Tablet(one.page), new Tablet(two.page)];
  await Promise.all([first.open(id), second.open(id), screen.page.goto(`/screen/${code}`)]);
  await expect(screen.page.getByText(STEP)).toBeVisible();

  await first.begin();
  await expect(two.page.getByRole('button', { name: '念一遍' })).toBeVisible();
  const agenda = await first.drawer('议程');
  await agenda.getByRole('button', { name: `议“${STEP}”` }).click();
  await expect(screen.page.getByText(STEP)).toBeVisible();

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
  await first.say('9号楼居民', '几点熄灯');
  await first.makeIssue('几点熄灯');

  // A vote: the hands on one tablet hold by word, the phone's vote is added.
  const deciding = await first.drawer('表决');
  await deciding.getByRole('combobox').selectOption({ label: '1. 门口的路灯不亮' });
  await deciding.getByRole('textbox', { name: '问什么' }).fill('先修路灯，同意吗？');
  await deciding.getByRole('button', { name: '开始', exact: true }).click();
  // The screen keeps each phrase of a large line whole: a box of its own, which is read with a space.
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
  await first.owner(card, 'wy', '暖巢物业公司');
  await first.due(card, '一周内');
  const answered = await first.card('几点熄灯');
  await answered.getByRole('radio', { name: '现场答复' }).check();
  await answered.getByRole('textbox', { name: '当场怎么答复的' }).fill('十点半熄灯');
  await first.uploaded();
  await first.readBackAndClose();
  await expect(screen.page.getByText('门口的路灯不亮').first()).toBeVisible();
  await expect(two.page.getByText('议事会结束了')).toBeVisible();

  const desk = await device('staff');
  await desk.page.goto(`/meetings/${id}`);
  await expect(desk.page.getByText('网格').first()).toBeVisible();
  await expect(desk.page.getByRole('heading', { name: '议事规程 · 深入议' })).toBeVisible();
  for (const need of ['签到记录', '表决记录'])
    await expect(desk.page.getByRole('listitem').filter({ hasText: need })).toContainText('有了');
  await desk.page.getByRole('link', { name: /会后材料/ }).click();
  await desk.page.getByRole('link', { name: '会议纪要', exact: true }).click();
  await desk.page.getByRole('button', { name: '照会议拟一稿' }).click();
  await expect(desk.page.getByRole('heading', { level: 2 })).toContainText('会议纪要');
  await expect(desk.page.getByText(/赞成 2、反对 0/).first()).toBeVisible();
  // What came of it says what was decided, with its numbers; what was answered there and then is in the ledger too.
  await desk.page.goto(`/ledger?q=${encodeURIComponent('门口的路灯不亮')}`);
  await desk.page.getByRole('link', { name: '门口的路灯不亮' }).first().click();
  await expect(desk.page.getByRole('heading', { name: '会上怎么定的' })).toBeVisible();
  await expect(desk.page.getByText(/赞成 2、反对 0/).first()).toBeVisible();
  await desk.page.goto(`/ledger?q=${encodeURIComponent('几点熄灯')}`);
  await desk.page.getByRole('link', { name: '几点熄灯' }).first().click();
  await expect(desk.page.getByText('十点半熄灯').first()).toBeVisible();
});
