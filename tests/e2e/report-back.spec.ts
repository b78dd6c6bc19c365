import { expect, test } from '../support/e2e';
import { Tablet } from '../support/tablet';

/** Where the demo's closed meeting sat. */
const ENTRANCE = 'b0000000-0000-4000-8000-000000000001';

test('a meeting begins with what was promised here: the screen shows it, residents say not yet, and the ledger keeps it', async ({
  device,
  plan
}) => {
  const { id, code } = await plan('3号楼门前又坐一坐', { venueId: ENTRANCE });
  const [one, screen, phone] = await Promise.all([
    device('facilitator', { width: 800, height: 1280 }),
    device(null, { width: 1280, height: 720 }),
    device(null, { width: 360, height: 740 }, { javaScriptEnabled: false })
  ]);
  const tablet = new Tablet(one.page);
  await tablet.open(id);
  await expect(one.page.locator('button.lead')).toBeVisible();
  await screen.page.goto(`/screen/${code}`);

  // The drawer opens by itself where the meeting is begun, and the screen shows the whole.
  await one.page.getByRole('button', { name: '开始', exact: true }).click();
  const panel = one.page.getByRole('region', { name: '主持' });
  const line = panel.locator('[data-report]').first();
  await expect(line).toContainText(/正在办|超期了/);
  const title = (await line.getByRole('heading').textContent())!;
  // Its item of the agenda runs from then on.
  const agendaLine = one.page.getByRole('navigation', { name: '议程' });
  await expect(agendaLine).toContainText('上次的事办得怎么样');
  await expect(screen.page.getByRole('heading', { name: '上次答应的事' })).toBeVisible();

  await line.getByRole('button', { name: '放上大屏' }).click();
  await expect(screen.page.getByRole('heading', { name: title })).toBeVisible();
  await line.getByRole('button', { name: '举手或手机投' }).click();
  await expect(screen.page.getByText('办好了没有')).toBeVisible();
  await phone.page.goto(`/m/${code}`);
  await phone.page.getByRole('link', { name: /请您投票/ }).click();
  await phone.page.getByText('还没好').click();
  await phone.page.getByRole('button', { name: '就投这个' }).click();
  await expect(phone.page.getByText('您投的是：还没好')).toBeVisible();
  await line.getByRole('button', { name: '数手' }).click();
  await line.getByRole('button', { name: '还没好：多一只手' }).click();
  await line.getByRole('button', { name: '我数好了' }).click();
  await line.getByRole('button', { name: '就按这个数' }).click();
  await line.getByRole('button', { name: '投完了' }).click();
  await expect(line).toContainText('大家说还没好');
  await line.getByRole('textbox', { name: /哪里没好/ }).fill('早上又结冰了');
  await line.getByRole('textbox', { name: /哪里没好/ }).press('Tab');
  await expect(screen.page.getByText('说好了 0，说没好 2')).toBeVisible();
  await line.getByRole('button', { name: '记进民情日记' }).click();
  await panel.getByRole('button', { name: '收起' }).click();
  await expect(tablet.diary.filter({ hasText: `交账“${title}”：大家说还没好` })).toContainText('早上又结冰了');
  await tablet.uploaded();

  await phone.page.goto(`/m/${code}`);
  await phone.page.getByText(/上次答应的事/).click();
  await expect(phone.page.getByText(/(正在办|超期了) · .*大家说还没好/)).toBeVisible();

  // Closing carries it out.
  await one.page.getByRole('button', { name: '念一遍' }).click();
  await one.page.getByRole('button', { name: '结束议事会' }).click();
  await expect(one.page.getByText('议事会结束了')).toBeVisible();
  const desk = await device('staff');
  await desk.page.goto(`/ledger?q=${encodeURIComponent(title)}`);
  await desk.page.getByRole('link', { name: title }).first().click();
  await expect(desk.page.getByText(/在会上报告，居民说还没好/)).toBeVisible();
  await expect(desk.page.getByText(/说没好 2 人/)).toBeVisible();
});

test('a meeting that is sat down to at once begins with the report too, and the first line of something else ends it', async ({
  device,
  api
}) => {
  const [one, two] = await Promise.all([
    device('facilitator', { width: 800, height: 1280 }),
    device('facilitator2', { width: 800, height: 1280 })
  ]);
  await one.page.goto('/meetings/begin');
  await one.page.getByRole('combobox').selectOption(ENTRANCE);
  await one.page.getByRole('button', { name: '开始记' }).click();
  const panel = one.page.getByRole('region', { name: '主持' });
  await expect(panel.locator('[data-report]').first()).toBeVisible();
  await one.page.waitForURL(/\/meetings\/[-0-9a-f]{36}\/stool/);
  const id = /meetings\/([-0-9a-f]{36})/.exec(one.page.url())![1]!;
  const { code } = await api('facilitator').get<{ code: string }>(`meetings/${id}`);
  const screen = await device(null, { width: 1280, height: 720 });
  await screen.page.goto(`/screen/${code}`);
  await expect(screen.page.getByRole('heading', { name: '上次答应的事' })).toBeVisible();

  const other = new Tablet(two.page);
  await other.open(id);
  await expect(two.page.getByRole('region', { name: '主持' })).toHaveCount(0);
  await other.say('蓝衣阿姨', '快递堆在门口绊人');
  await expect(screen.page.getByText('快递堆在门口绊人')).toBeVisible();
});
