import { expect, test } from '../support/e2e';
import { Tablet } from '../support/tablet';

test('two tablets lead one queue: who has not spoken goes first, the speaker stands in the composer and on the screen', async ({
  device,
  begin
}) => {
  const { id, code } = await begin('轮着说的议事会');
  const [one, two] = await Promise.all([device('facilitator', { width: 800, height: 1280 }), device('facilitator2')]);
  const screen = await device(null, { width: 1280, height: 720 });
  const [first, second] = [new Tablet(one.page), new Tablet(two.page)];
  await Promise.all([first.open(id), second.open(id)]);
  await screen.page.goto(`/screen/${code}`);

  const [mine, theirs] = [await first.drawer('发言'), await second.drawer('发言')];
  const waiting = (panel: typeof mine) => panel.locator('[data-waiting] strong');
  for (const name of ['葛大爷', '3号楼 蓝衣阿姨']) {
    await mine.getByRole('textbox', { name: '谁想说' }).fill(name);
    await mine.getByRole('textbox', { name: '谁想说' }).press('Enter');
  }
  await expect(waiting(theirs)).toHaveText(['葛大爷', '3号楼 蓝衣阿姨']);

  await theirs.getByRole('button', { name: '请葛大爷说' }).click();
  await expect(two.page.getByRole('textbox', { name: '谁说的' }).first()).toHaveValue('葛大爷');
  await expect(screen.page.getByText('葛大爷')).toBeVisible();
  await expect(screen.page.getByText('3号楼 蓝衣阿姨')).toBeHidden();
  // The other tablet's next line is his as well; the line that was written keeps its speaker, and the next is his again.
  await mine.getByRole('button', { name: '收起' }).click();
  const speaker = one.page.getByRole('textbox', { name: '谁说的' }).first();
  await expect(speaker).toHaveValue('葛大爷');
  await one.page.getByRole('textbox', { name: '说了什么' }).fill('东门夜里太吵');
  await one.page.getByRole('button', { name: '记下', exact: true }).click();
  await expect(speaker).toHaveValue('葛大爷');
  await expect(second.diary.filter({ hasText: '东门夜里太吵' })).toContainText('葛大爷');

  // Somebody new comes in behind; a place set by hand wins, and undo takes it back.
  await theirs.getByRole('textbox', { name: '谁想说' }).fill('小林');
  await theirs.getByRole('button', { name: '加进来', exact: true }).click();
  await expect(waiting(theirs)).toHaveText(['3号楼 蓝衣阿姨', '小林']);
  await theirs.getByRole('button', { name: '把小林往前挪' }).click();
  await expect(waiting(theirs)).toHaveText(['小林', '3号楼 蓝衣阿姨']);
  await two.page.keyboard.press('Control+z');
  await expect(waiting(theirs)).toHaveText(['3号楼 蓝衣阿姨', '小林']);
  await theirs.getByRole('button', { name: '小林不说了' }).click();
  await expect(waiting(theirs)).toHaveText(['3号楼 蓝衣阿姨']);

  // A turn counts once it has lasted longer than a slip of the thumb.
  await expect(theirs.getByRole('timer')).toHaveText(/^0:(0[6-9]|[1-5]\d)$/, { timeout: 15_000 });
  await theirs.getByRole('button', { name: '葛大爷说完了' }).click();
  await expect(theirs.getByRole('timer')).toBeHidden();
  await expect(screen.page.locator('#speaker')).toHaveCount(0);
  await expect(theirs.getByText(/占 100%/)).toBeVisible();
  await theirs.getByRole('button', { name: '把葛大爷加进来' }).click();
  await expect(waiting(theirs)).toHaveText(['3号楼 蓝衣阿姨', '葛大爷']);
  await expect(theirs.locator('[data-waiting]').last()).toContainText('说过了');

  await Promise.all([one, two, screen].map(({ context }) => context.close()));
});

test('a name that is still being composed is not added, and the field keeps the keyboard for the next name', async ({
  device,
  begin
}) => {
  const { id } = await begin('拼着名字的议事会');
  const { page, context } = await device('facilitator', { width: 800, height: 1280 });
  const tablet = new Tablet(page);
  await tablet.open(id);
  const panel = await tablet.drawer('发言');
  const who = panel.getByRole('textbox', { name: '谁想说' });
  const waiting = panel.locator('[data-waiting] strong');
  const cdp = await context.newCDPSession(page);

  await who.focus();
  await cdp.send('Input.imeSetComposition', { text: 'gedaye', selectionStart: 6, selectionEnd: 6 });
  await expect(who).toHaveValue('gedaye');
  await page.keyboard.press('Enter');
  await expect(who).toHaveValue('gedaye');
  await cdp.send('Input.insertText', { text: '葛大爷' });
  await expect(who).toHaveValue('葛大爷');
  await expect(waiting).toHaveCount(0);

  await panel.getByRole('button', { name: '加进来', exact: true }).click();
  await expect(waiting).toHaveText(['葛大爷']);
  await expect(who).toHaveValue('');
  await expect(who).toBeFocused();
  await page.keyboard.type('小林');
  await page.keyboard.press('Enter');
  await expect(waiting).toHaveText(['葛大爷', '小林']);
  await expect(who).toBeFocused();

  // Neither does the composer put a line down under half of its speaker's name.
  await panel.getByRole('button', { name: '收起' }).click();
  await page.getByRole('textbox', { name: '说了什么' }).fill('东门夜里太吵');
  await page.getByRole('textbox', { name: '谁说的' }).first().focus();
  await cdp.send('Input.imeSetComposition', { text: 'gedaye', selectionStart: 6, selectionEnd: 6 });
  await page.keyboard.press('Enter');
  await cdp.send('Input.insertText', { text: '葛大爷' });
  await page.getByRole('button', { name: '记下', exact: true }).click();
  await expect(tablet.diary.filter({ hasText: '东门夜里太吵' })).toContainText('葛大爷');
  await context.close();
});

test('the agenda changes while the meeting runs, and the screen says how long the item has taken', async ({
  device,
  plan
}) => {
  const { id, code } = await plan('看着时间的议事会');
  const [one, two] = await Promise.all([device('facilitator', { width: 360, height: 740 }), device('facilitator2')]);
  const screen = await device(null, { width: 1280, height: 720 });
  const [first, second] = [new Tablet(one.page), new Tablet(two.page)];
  await Promise.all([first.open(id), second.open(id)]);
  await screen.page.goto(`/screen/${code}`);
  await second.begin();
  const [mine, theirs] = [await first.drawer('发言'), await second.drawer('发言')];
  for (const panel of [mine, theirs]) await panel.getByRole('button', { name: '议程', exact: true }).click();

  await theirs.getByRole('textbox', { name: '现场加一项议题' }).fill('车棚充电');
  await theirs.getByRole('button', { name: '加一项' }).click();
  const added = mine.locator('[data-step]').filter({ hasText: '车棚充电' });
  await expect(added).toContainText('计划 10 分钟');
  await mine.getByRole('button', { name: '改“车棚充电”' }).click();
  await added.getByRole('button', { name: '多 5 分钟' }).click();
  await added.getByRole('textbox', { name: '议什么' }).fill('车棚充电桩');
  await added.getByRole('button', { name: '好了' }).click();
  const renamed = theirs.locator('[data-step]').filter({ hasText: '车棚充电桩' });
  await expect(renamed).toContainText('计划 15 分钟');
  const before = await theirs.locator('[data-step]').count();
  await mine.getByRole('button', { name: '把“车棚充电桩”往前挪' }).click();
  await expect(theirs.locator('[data-step]').first()).toContainText('车棚充电桩');

  await theirs.getByRole('button', { name: '议“车棚充电桩”' }).click();
  await expect(screen.page.getByText('已 0 分钟，计划 15')).toBeVisible();
  await expect(mine.locator('[aria-current="step"]')).toContainText('已 0 分钟，计划 15');
  // The report began with the meeting and is not put off, and neither is what is talked about now.
  await theirs.getByRole('button', { name: /^没议到的 \d+ 项都留到下次$/ }).click();
  await expect(mine.locator('[data-step]').filter({ hasText: '留到下次' })).toHaveCount(before - 2);
  await expect(renamed).not.toContainText('留到下次');

  await Promise.all([one, two, screen].map(({ context }) => context.close()));
});

test('a turn that is over is seen and heard once, and an agenda item that takes too long is seen with the panel shut', async ({
  device,
  begin
}) => {
  const { id } = await begin('到时间的议事会');
  const { page, context } = await device('facilitator', { width: 800, height: 1280 });
  // What would sound is counted: no browser under test has a loudspeaker.
  await page.addInitScript(() => {
    const start = OscillatorNode.prototype.start;
    Object.assign(window, { tones: 0 });
    OscillatorNode.prototype.start = function (...when) {
      (window as unknown as { tones: number }).tones++;
      start.apply(this, when);
    };
  });
  const tones = () => page.evaluate(() => (window as unknown as { tones: number }).tones);
  await page.clock.install();
  const tablet = new Tablet(page);
  await tablet.open(id);
  const panel = await tablet.drawer('发言');
  await panel.getByRole('checkbox', { name: '到时间轻响一声' }).check();
  // So that whoever asked for it knows how it sounds.
  expect(await tones()).toBe(2);
  await panel.getByRole('textbox', { name: '谁想说' }).fill('葛大爷');
  await panel.getByRole('textbox', { name: '谁想说' }).press('Enter');
  await panel.getByRole('button', { name: '请葛大爷说' }).click();
  await expect(panel.getByText('一人一般 3 分钟')).toBeVisible();
  await page.clock.fastForward('02:35');
  await expect(panel.getByText('快到时间了，可以请他收个尾')).toBeVisible();
  expect(await tones()).toBe(2);
  await panel.getByRole('button', { name: '收起' }).click();
  await page.clock.runFor(30_000);
  // Heard with the panel shut too, and seen on its button.
  await expect.poll(tones).toBe(4);
  await expect(page.locator('button.lead')).toHaveClass(/over/);
  await tablet.drawer('发言');
  await expect(panel.getByText('时间到了，轻轻提醒一下')).toBeVisible();
  await expect(panel.getByText(/已超 0:/)).toBeVisible();
  await page.clock.runFor(30_000);
  expect(await tones()).toBe(4);

  const agenda = await tablet.drawer('议程');
  await agenda.getByRole('button', { name: '议“大家说说身边的事”' }).click();
  await agenda.getByRole('button', { name: '改“大家说说身边的事”' }).click();
  for (let n = 0; n < 4; n++) await agenda.getByRole('button', { name: '少 5 分钟' }).click();
  await panel.getByRole('button', { name: '收起' }).click();
  const line = page.getByRole('navigation', { name: '议程' });
  await expect(line).toContainText('大家说说身边的事');
  await expect(line.getByText(/^(剩|超)/)).toHaveCount(0);
  await page.clock.fastForward('08:30');
  await expect(line.getByText('剩 2 分钟')).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await expect(line.getByText('剩 2 分钟')).toBeInViewport({ ratio: 1 });
  await page.clock.fastForward('04:00');
  await expect(line.getByText('超 2 分钟')).toBeVisible();
  await page.setViewportSize({ width: 800, height: 1280 });
  const drawer = await tablet.drawer('议程');
  await expect(drawer.locator('[aria-current="step"]')).toContainText('超了 2 分钟，要不要往下走？');
  await context.close();
});
