import { expect, test } from '../support/e2e';
import { DESK, Tablet } from '../support/tablet';

test('three tablets write one meeting, a screen shows it, closing puts every issue into the ledger', async ({
  device,
  plan
}) => {
  const { id, code } = await plan('三块平板的议事会');
  const [one, two, three] = await Promise.all(
    (['facilitator', 'facilitator2', 'facilitator3'] as const).map(async (who) => {
      const tablet = new Tablet((await device(who)).page);
      await tablet.open(id);
      return tablet;
    })
  );
  const screen = (await device(null, { width: 1280, height: 720 })).page;
  await screen.goto(`/screen/${code}`);
  await one!.begin();

  await Promise.all([
    one!.say('3号楼居民', '楼道灯坏了半个月'),
    two!.say('蓝衣阿姨', '快递堆在门口绊人'),
    three!.say('葛长庚', '东门夜里太吵')
  ]);
  for (const tablet of [one!, two!, three!]) await expect(tablet.diary).toHaveCount(3);
  await expect(screen.getByText('快递堆在门口绊人')).toBeVisible();

  await one!.makeIssue('楼道灯坏了半个月');
  await two!.makeIssue('快递堆在门口绊人');
  for (const tablet of [one!, two!, three!]) await expect(tablet.issues).toHaveCount(2);

  // One card, filled in by two tablets at once.
  const lampTwo = await two!.card('楼道灯坏了半个月');
  const lampThree = await three!.card('楼道灯坏了半个月');
  await Promise.all([two!.owner(lampTwo, 'nc', '暖巢物业公司'), three!.due(lampThree, '一周内')]);
  const parcels = await one!.card('快递堆在门口绊人');
  await one!.owner(parcels, '居委会', '槐荫里社区居委会');
  await one!.due(parcels, '下周五');

  // Two people in one field at the same time.
  const fields = [lampTwo, lampThree].map((card) => card.getByRole('textbox', { name: '详细说说' }));
  await Promise.all([
    fields[0]!.pressSequentially('ABCDEFGHIJ', { delay: 15 }),
    fields[1]!.pressSequentially('0123456789', { delay: 15 })
  ]);
  await expect(fields[0]!).toHaveValue(
    /^(?=.{20}$)(?=.*A.*B.*C.*D.*E.*F.*G.*H.*I.*J)(?=.*0.*1.*2.*3.*4.*5.*6.*7.*8.*9)/
  );
  const detail = await fields[0]!.inputValue();
  await expect(fields[1]!).toHaveValue(detail);

  for (const tablet of [one!, two!, three!]) await tablet.uploaded();
  await expect(screen.getByText('暖巢物业公司')).toBeVisible();

  await one!.readBackAndClose();
  await expect(two!.page.getByText('议事会结束了')).toBeVisible();

  const staff = (await device('staff', DESK)).page;
  await staff.goto('/ledger?q=楼道灯坏了半个月');
  await staff.getByRole('link', { name: '楼道灯坏了半个月' }).click();
  await expect(staff.getByRole('heading', { level: 1 })).toContainText('楼道灯坏了半个月');
  await expect(staff.getByText('暖巢物业公司').first()).toBeVisible();
  await expect(staff.getByText(detail)).toBeVisible();
  await expect(staff.getByText('三块平板的议事会').first()).toBeVisible();
  await staff.goto(`/meetings/${id}`);
  await expect(staff.getByText('快递堆在门口绊人').first()).toBeVisible();
  await expect(staff.getByText('槐荫里社区居委会').first()).toBeVisible();
});

test('a tablet that was offline over the close brings back every word, and its issue comes late', async ({
  device,
  begin
}) => {
  const { id } = await begin('断网的平板', { lines: [['甲', '留下的人记的一条']] });
  const stays = new Tablet((await device('facilitator')).page);
  const away = await device('facilitator2');
  const leaves = new Tablet(away.page);
  await stays.open(id);
  await leaves.open(id);
  await expect(leaves.diary).toHaveCount(1);
  await leaves.uploaded();

  await away.context.setOffline(true);
  await expect(leaves.page.getByText('已离线')).toBeVisible();
  await leaves.say('乙', '断网时说的一句话');
  await leaves.makeIssue('断网时说的一句话');
  await expect(leaves.page.getByText(/\d+ 条待传/)).toBeVisible();
  await expect(leaves.page.getByText('已存在本机')).toBeVisible();

  await stays.makeIssue('留下的人记的一条');
  await stays.readBackAndClose();

  await away.context.setOffline(false);
  await leaves.uploaded();
  await expect(leaves.page.getByText('议事会结束了')).toBeVisible();

  const staff = (await device('staff', DESK)).page;
  await expect(async () => {
    await staff.goto(`/meetings/${id}`);
    await expect(staff.getByText('断网时说的一句话').first()).toBeVisible({ timeout: 1_000 });
    await staff.goto('/ledger?q=断网时说的一句话');
    await expect(staff.getByRole('link', { name: '断网时说的一句话' })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await staff.getByRole('link', { name: '断网时说的一句话' }).click();
  await expect(staff.getByText('断网时说的一句话').first()).toBeVisible();
});

test('what stands on a tablet outlives its reload with no network at the server', async ({ device, plan }) => {
  const { id } = await plan('重开的平板');
  const tablet = new Tablet((await device('facilitator')).page);
  await tablet.open(id);
  await tablet.say('甲', '重开前的一句话');
  await tablet.page.getByRole('textbox', { name: '说了什么' }).fill('还没点记下的半句');
  await tablet.uploaded();
  await tablet.page.reload();
  await expect(tablet.diary.filter({ hasText: '重开前的一句话' })).toBeVisible();
  await expect(tablet.page.getByRole('textbox', { name: '说了什么' })).toHaveValue('还没点记下的半句');
});

test('pinyin is composed in one field while another tablet writes in it, and nobody sees half a word', async ({
  device,
  begin
}) => {
  const { id, code } = await begin('拼音不走样', { lines: [['甲', '三楼到五楼']], issues: { 三楼到五楼: {} } });
  const writer = new Tablet((await device('facilitator')).page);
  const other = new Tablet((await device('facilitator2')).page);
  await writer.open(id);
  await other.open(id);
  const mine = (await writer.card('三楼到五楼')).getByRole('textbox', { name: '什么事' });
  const theirs = (await other.card('三楼到五楼')).getByRole('textbox', { name: '什么事' });
  const screen = (await device(null, { width: 1280, height: 720 })).page;
  await screen.goto(`/screen/${code}`);
  await expect(screen.getByText('三楼到五楼').first()).toBeVisible();

  await mine.focus();
  await mine.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(2, 2));
  const cdp = await writer.page.context().newCDPSession(writer.page);
  const compose = (text: string) =>
    cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await compose('de');
  await theirs.focus();
  await theirs.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(0, 0));
  await other.page.keyboard.type('2单元');
  await compose('dengmie');
  await theirs.evaluate((field: HTMLTextAreaElement) =>
    field.setSelectionRange(field.value.length, field.value.length)
  );
  await other.page.keyboard.type('黑');
  await expect(screen.getByText('2单元三楼到五楼黑').first()).toBeVisible();
  await expect(mine).toHaveValue('三楼dengmie到五楼');
  await expect(theirs).toHaveValue('2单元三楼到五楼黑');

  await cdp.send('Input.insertText', { text: '灯灭' });
  await expect(mine).toHaveValue('2单元三楼灯灭到五楼黑');
  await expect(theirs).toHaveValue('2单元三楼灯灭到五楼黑');
  await expect(screen.getByText('2单元三楼灯灭到五楼黑').first()).toBeVisible();
});

test('in a long diary an entry becomes an issue and the newest line stays in sight', async ({ device, begin }) => {
  const tablet = new Tablet((await device('facilitator', { width: 800, height: 600 })).page);
  const { id } = await begin('话很多的议事会');
  await tablet.open(id);
  for (let n = 1; n <= 12; n++) await tablet.say('4号楼居民', `第${n}句话，说得长一点，好让日记长过一屏，一屏放不下`);
  const newest = tablet.diary.last();
  await expect(newest).toBeInViewport();
  await tablet.makeIssue('第12句话');
  await tablet.makeIssue('第11句话');
  await expect(newest).toBeInViewport();
  await expect(tablet.page.getByRole('button', { name: '问题 2' })).toBeVisible();
});

test('a meeting is begun, written, listed and put right by the keyboard alone', async ({ device, plan }) => {
  const { page } = await device('facilitator', { width: 1280, height: 800 });
  const tablet = new Tablet(page);
  const { id } = await plan('只用键盘的议事会');
  await tablet.open(id);
  /** Tab until the named thing has the focus, as a person does; a trap or a thing out of reach ends it. */
  const reach = async (name: string | RegExp, role: 'button' | 'textbox' | 'searchbox') => {
    for (let step = 0; step < 60; step++) {
      await page.keyboard.press('Tab');
      const focused = page.locator(':focus');
      if ((await page.getByRole(role, { name }).and(focused).count()) === 1) return;
    }
    throw new Error(`“${String(name)}” cannot be reached by Tab`);
  };
  await reach('开始', 'button');
  await page.keyboard.press('Enter');
  await reach('谁说的', 'textbox');
  await page.keyboard.type('2号楼居民');
  await reach('说了什么', 'textbox');
  await page.keyboard.type('晾衣绳断了没人接');
  await page.keyboard.press('Control+Enter');
  await expect(tablet.diary).toHaveCount(1);
  await reach(/列为问题$/, 'button');
  await page.keyboard.press('Enter');
  await expect(tablet.issues).toHaveCount(1);
  await reach(/^打开问题/, 'button');
  await page.keyboard.press('Space');
  const owner = page.getByRole('group', { name: '责任人' });
  await reach(/责任人/, 'button');
  await page.keyboard.press('Enter');
  await expect(owner.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('nuanchao');
  await reach(/^暖巢物业公司/, 'button');
  await page.keyboard.press('Enter');
  await expect(owner).toContainText('暖巢物业公司');
  await page.keyboard.press('Control+z');
  await expect(owner).not.toContainText('暖巢物业公司');
});
