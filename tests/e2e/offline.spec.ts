import type { Page } from '@playwright/test';
import { addWorkingDays, NOTHING_ANNOUNCED } from '../../src/lib/domain/calendar/work-calendar';
import { addDays } from '../../src/lib/domain/meetings/days';
import { dayOf, sayDay } from '../../src/lib/words/dates';
import { AWAY, expect, test, type Person } from '../support/e2e';
import { Tablet, TABLET } from '../support/tablet';

// Where the network comes and goes. “No network” is a server that is not there: the browser has no way to cheat.

test.use({ serviceWorkers: 'allow' });

const UPRIGHT = { width: 800, height: 1280 };

/** The worker stands and has this build's scripts, and the page at hand is kept, though it was the first that this browser opened. */
async function ready(tablet: Tablet) {
  await tablet.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const kept = () => tablet.page.evaluate(async () => (await caches.match(location.pathname)) !== undefined);
  await expect.poll(kept).toBe(true);
  await tablet.uploaded();
}

test('a tablet that is opened again without a network has its meeting, takes words down, and brings them up later', async ({
  app,
  device,
  api,
  begin
}) => {
  const { id } = await begin('门洞里没信号', { lines: [['3号楼居民', '有网时说的']] });
  const tablet = new Tablet((await device('facilitator', UPRIGHT, AWAY)).page);
  const { page } = tablet;
  await tablet.open(id);
  await tablet.uploaded();
  await ready(tablet);

  await app.stop();
  await page.reload();
  await expect(tablet.diary).toHaveCount(1);
  await tablet.say('4号楼居民', '没网时说的');
  await tablet.makeIssue('没网时说的');
  await expect(page.getByText(/待传/)).toBeVisible();
  await expect(page.getByText('已存在本机')).toBeVisible();
  // Killed in the middle, and opened once more, still without a network.
  await page.goto('about:blank');
  await page.goto(`/meetings/${id}/stool`);
  await expect(tablet.diary).toHaveCount(2);

  await app.killAndRestart();
  await tablet.uploaded();
  const staff = api('staff');
  const other = await device('facilitator2');
  const elsewhere = new Tablet(other.page);
  await elsewhere.open(id);
  await expect(elsewhere.diary.filter({ hasText: '没网时说的' })).toHaveCount(1);
  await expect(elsewhere.diary).toHaveCount(2);
  await other.context.close();
  expect(await staff.get<{ id: string }>(`meetings/${id}`)).toMatchObject({ id });
});

test('a limit in working days is counted by the community’s calendar, also where there is no network', async ({
  app,
  device,
  begin
}) => {
  const today = dayOf(new Date(), 'Asia/Shanghai');
  const [from, to] = [addDays(today, 1), addDays(today, 5)];
  const admin = await device('admin');
  await admin.page.goto(`/settings/calendar?year=${to.slice(0, 4)}`);
  await admin.page.getByLabel('把放假安排贴在这里').fill(`${from}~${to},休,槐花节`);
  await admin.page.getByRole('button', { name: '先看一看' }).click();
  await admin.page.getByRole('button', { name: /^收下，/ }).click();
  await expect(admin.page.getByText(/^收下了。/)).toBeVisible();
  await admin.context.close();

  const { id } = await begin('几个工作日', { lines: [['3号楼居民', '路灯不亮']], issues: { 路灯不亮: {} } });
  const tablet = new Tablet((await device('facilitator', TABLET, AWAY)).page);
  await tablet.open(id);
  await tablet.uploaded();
  await ready(tablet);

  await app.stop();
  await tablet.page.reload();
  const due = (await tablet.card('路灯不亮')).getByRole('group', { name: '完成时限' });
  await due.getByRole('button').first().click();
  await due.getByRole('textbox', { name: '怎么说的就怎么写' }).fill('1个工作日内');
  const { day } = addWorkingDays(NOTHING_ANNOUNCED, to, 1);
  await due.getByRole('button', { name: `就定 ${sayDay(day, 'zh-CN', today)}` }).click();
  await expect(due.getByRole('button').first()).toContainText(sayDay(day, 'zh-CN', today));
});

test('what a line’s time says is the time it was written, also on a page that was kept', async ({
  app,
  device,
  begin
}) => {
  const { id } = await begin('时间不能乱');
  const tablet = new Tablet((await device('facilitator', UPRIGHT, AWAY)).page);
  await tablet.page.clock.install({ time: new Date('2026-03-03T10:00:00+08:00') });
  await tablet.open(id);
  await ready(tablet);
  await app.stop();
  const minutesNow = () => {
    const [hours, minutes] = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Asia/Shanghai',
      hour: '2-digit',
      minute: '2-digit'
    })
      .format(new Date())
      .split(':');
    return Number(hours) * 60 + Number(minutes);
  };
  await tablet.page.reload();
  await tablet.say('3号楼居民', '没网时记的');
  const [, hours, minutes] = /(\d\d):(\d\d)/.exec(await tablet.diary.first().innerText())!;
  // The server's clock, not the tablet's, which stands at ten in the morning of another day.
  const apart = Math.abs(minutesNow() - (Number(hours) * 60 + Number(minutes)));
  expect(Math.min(apart, 24 * 60 - apart)).toBeLessThan(5);
});

test('the list of meetings opens without a network, and the next person finds none of it', async ({ app, device }) => {
  const { page } = await device('facilitator', TABLET, { ...AWAY, ownSession: true });
  await page.goto('/meetings');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await expect(page.getByText('9号楼小广场小板凳议事会')).toBeVisible();
  await app.stop();
  await page.reload();
  await expect(page.getByText('9号楼小广场小板凳议事会')).toBeVisible();
  await app.killAndRestart();
  await page.reload();
  await page.getByRole('button', { name: '退出登录' }).first().click();
  await expect(page.getByLabel('密码')).toBeVisible();
  await app.stop();
  await expect(page.goto('/meetings')).rejects.toThrow(/ERR_/);
});

test('from the tablet the way leads back to the meeting’s page, to the list and to the tablet again without a network', async ({
  app,
  device,
  begin
}) => {
  const { id } = await begin('没网也走得回去');
  const { page } = await device('facilitator', TABLET, AWAY);
  const address = `/meetings/${id}`;
  await page.goto('/meetings');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await page.locator(`a[href="${address}"]`).first().click();
  await page.locator(`a[href="${address}/stool"]`).first().click();
  await expect(page.getByRole('textbox', { name: '说了什么' })).toBeVisible();
  await app.stop();

  await page.locator(`a[href="${address}"]`).click();
  await expect(page).toHaveURL(new RegExp(`${address}$`));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('没网也走得回去');
  await page.getByRole('link', { name: '议事会', exact: true }).first().click();
  await expect(page.getByText('9号楼小广场小板凳议事会')).toBeVisible();
  await page.locator(`a[href="${address}"]`).first().click();
  await page.locator(`a[href="${address}/stool"]`).first().click();
  await expect(page.getByRole('textbox', { name: '说了什么' })).toBeVisible();
  await app.killAndRestart();
});

test('residents’ phones keep nothing of ours', async ({ app, open }) => {
  const page = await open(null, `/m/${app.code}`, { width: 360, height: 740 });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});

test('a tablet that can keep nothing says so, and gives its words as a file that the desk brings in', async ({
  app,
  device,
  begin
}) => {
  const { id } = await begin('平板存不下');
  const { context, page } = await device('facilitator', UPRIGHT, AWAY);
  const tablet = new Tablet(page);
  await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await tablet.open(id);
  await expect(page.getByText('已上传')).toBeVisible();
  await app.stop();
  await tablet.say('3号楼居民', '断网又存不下时说的');
  await expect(page.getByText('存成文件').first()).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '存成文件' }).click();
  const file = test.info().outputPath('saved.stool.json');
  await (await download).saveAs(file);
  // The tablet is switched off and never comes back.
  await context.close();
  await app.killAndRestart();

  const { page: desk } = await device('staff', { width: 1280, height: 720 });
  for (const says of ['带进来了：1 条记录', '没有重复带入']) {
    await desk.goto(`/meetings/${id}`);
    await desk.getByText('只剩一个文件').click();
    await desk.getByLabel('选文件').setInputFiles(file);
    await desk.getByRole('button', { name: '带入', exact: true }).click();
    await expect(desk.getByText(says)).toBeVisible();
    await expect(desk.getByText('断网又存不下时说的')).toHaveCount(1);
  }
});

test('a meeting is planned, begun, written, read back and closed without a network, and goes up by itself', async ({
  app,
  device,
  api
}) => {
  const tablet = new Tablet((await device('facilitator', UPRIGHT, AWAY)).page);
  const { page } = tablet;
  await page.goto('/meetings');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect
    .poll(() => page.evaluate(async () => Boolean(await (await caches.open('pages')).match('/meetings/begin'))))
    .toBe(true);
  await page.reload();
  await app.stop();

  await page.getByRole('link', { name: '没网也能开' }).click();
  await page.getByLabel('会名').fill('停电那晚的议事会');
  await page.getByRole('button', { name: '开始记' }).click();
  await expect(page.getByRole('heading', { name: '停电那晚的议事会' })).toBeVisible();
  await tablet.say('3号楼居民', '应急灯一个都没亮');
  await tablet.makeIssue('应急灯一个都没亮');
  await page.reload();
  await expect(tablet.diary).toHaveCount(1);
  await page.getByRole('button', { name: '念一遍' }).click();
  await page.getByRole('button', { name: '大家确认' }).click();
  await page.getByRole('button', { name: '看看合计' }).click();
  await page.getByRole('button', { name: '结束议事会' }).click();
  // Left, and found again in the list of this tablet.
  await page.goto('/meetings');
  await expect(page.getByText('在这台平板上开的，还没传上去')).toBeVisible();
  await page.getByRole('link', { name: '停电那晚的议事会' }).click();
  await expect(page.getByRole('heading', { name: '停电那晚的议事会' })).toBeVisible();

  await app.killAndRestart();
  const staff = api('staff');
  await expect
    .poll(
      async () => {
        const { items } = await staff.get<{ items: { title: string; origin: { id: string } }[] }>('ledger?limit=5');
        return items.find((item) => item.title.startsWith('应急灯'))?.origin.id.split('/')[0] ?? '';
      },
      { timeout: 40_000 }
    )
    .not.toBe('');
  const { meetings } = await staff.get<{ meetings: { title: string; phase: string }[] }>('meetings');
  expect(meetings.filter((one) => one.title === '停电那晚的议事会')).toMatchObject([{ phase: 'closed' }]);
  const agenda = await page.evaluate(() => document.body.innerText);
  expect(agenda).not.toContain('还没传上去');
});

test('two tablets that each began the same meeting by themselves have one, once the desk has joined them', async ({
  device,
  api
}) => {
  const begun = async (who: Person, words: string) => {
    const made = await device(who, { width: 800, height: 1280 });
    const tablet = new Tablet(made.page);
    await made.page.goto('/meetings/begin');
    await made.page.getByLabel('会名').fill(`同一场（${who}）`);
    await made.page.getByRole('button', { name: '开始记' }).click();
    await tablet.putReportAside();
    await tablet.say('3号楼居民', words);
    await tablet.uploaded();
    return { ...made, tablet };
  };
  const [one, two] = [await begun('facilitator', '第一块平板记的'), await begun('facilitator2', '第二块平板记的')];
  const staff = api('staff');
  const { meetings } = await staff.get<{ meetings: { id: string; title: string }[] }>('meetings');
  const from = meetings.find((each) => each.title === '同一场（facilitator2）')!;

  const { page: desk } = await device('staff', { width: 1280, height: 720 });
  await desk.goto(`/meetings/${from.id}`);
  await desk.getByText('合成一场').first().click();
  await desk.getByLabel('并到哪一场').selectOption({ label: await optionLike(desk, '同一场（facilitator）') });
  await desk.getByRole('button', { name: '合成一场' }).click();
  await expect(desk.getByRole('heading', { level: 1 })).toContainText('同一场（facilitator）');
  await expect(desk.getByText('第二块平板记的')).toBeVisible();
  await expect(one.tablet.diary).toHaveCount(2);
  // The second tablet has heard nothing of it and writes on.
  await two.tablet.say('4号楼居民', '合了以后又记的');
  await expect(one.tablet.diary.filter({ hasText: '合了以后又记的' })).toHaveCount(1);
  await Promise.all([one.context.close(), two.context.close()]);
});

async function optionLike(page: Page, start: string): Promise<string> {
  const labels = await page.getByLabel('并到哪一场').locator('option').allTextContents();
  return labels.find((label) => label.trim().startsWith(start))!.trim();
}
