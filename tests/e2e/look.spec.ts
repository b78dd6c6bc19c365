import { expect, test, type Page } from '@playwright/test';
import { planByApi, signInByApi } from '../support/api';
import { startApp, type RunningApp } from '../support/app';
import { PHONE } from '../support/looks';
import { device, Tablet } from '../support/tablet';

// Type as large as somebody needs it, remembered by what he holds in his hand; and no motion for whom it makes unwell.

let app: RunningApp;
test.beforeEach(async () => {
  app = await startApp();
});
test.afterEach(() => app.remove());

test('the tablet’s type grows to 30 px and stays so, set without a network too', async ({ browser }) => {
  test.slow();
  const id = await planByApi(await signInByApi(app.url, 'facilitator'), '大字的议事会');
  const { page } = await device(browser, app.url, 'facilitator', { width: 800, height: 1280 });
  const tablet = new Tablet(page);
  await tablet.open(id);
  await tablet.begin();
  await tablet.say('3号楼居民', '字太小了');
  await tablet.uploaded();
  const words = tablet.diary.getByText('字太小了');
  const step = async (name: '字大一点' | '字小一点') => {
    const button = page.getByRole('button', { name });
    if (!(await button.isVisible())) await page.getByRole('button', { name: '字号和配色' }).click();
    await button.click();
  };
  const saved = () => page.waitForResponse((answer) => answer.url().endsWith('/preferences'));
  const size = async () => parseFloat(await words.evaluate((element) => getComputedStyle(element).fontSize));
  const usual = await size();
  const times = (factor: number) =>
    expect.poll(async () => Math.round(((await size()) / usual) * 1000) / 1000).toBe(factor);
  // A tablet’s 18 px become 30.
  for (let n = 0; n < 3; n++) await Promise.all([saved(), step('字大一点')]);
  await times(1.667);
  expect(await size()).toBeGreaterThanOrEqual(30);
  await expect(page.getByRole('button', { name: '字大一点' })).toBeDisabled();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await tablet.uploaded();
  await times(1.667);

  // The network is gone: what is wished now holds over the next start, and the server hears of it later.
  await app.stop();
  await step('字小一点');
  await times(1.4);
  await page.goto('about:blank');
  await page.goto(`/meetings/${id}/stool`);
  await times(1.4);
  await app.killAndRestart();
  await Promise.all([saved(), page.reload()]);
  await times(1.4);
  await expect
    .poll(async () => (await page.context().cookies()).find(({ name }) => name === 'stool_text')?.value)
    .toBe('1.4');
});

test('a resident’s phone remembers how large its type was, without a script too', async ({ browser }) => {
  const { page } = await device(browser, app.url, null, PHONE, { javaScriptEnabled: false });
  await page.goto(`/m/${app.code}`);
  const size = async () =>
    parseFloat(
      await page
        .locator('main')
        .first()
        .evaluate((main) => getComputedStyle(main).fontSize)
    );
  const before = await size();
  for (;;) {
    const larger = page.getByRole('link', { name: '字大一点' });
    if (!(await larger.count())) break;
    await larger.click();
  }
  expect(await size()).toBeGreaterThanOrEqual(30);
  await page.goto(`/m/${app.code}`);
  expect(await size()).toBeGreaterThanOrEqual(30);
  await page.getByRole('link', { name: '字小一点' }).click();
  expect(await size()).toBeLessThan(30);
  expect(await size()).toBeGreaterThan(before);
});

const longest = (page: Page) =>
  page.evaluate(() =>
    Math.max(0, ...document.getAnimations().map(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0)))
  );

for (const reducedMotion of ['no-preference', 'reduce'] as const)
  test(`what is new on the wall and on the phones glows, with motion: ${reducedMotion}`, async ({ browser }) => {
    const tablet = new Tablet((await device(browser, app.url, 'facilitator')).page);
    await tablet.open('00000000-0000-4000-8000-000000000002');
    const wall = (await device(browser, app.url, null, { width: 1280, height: 720 }, { reducedMotion })).page;
    await wall.goto(`/screen/${app.code}`);
    await expect(wall.locator('.newest')).toBeVisible();
    await tablet.say('9号楼居民', '电梯又停了');
    await expect(wall.locator('.newest.fresh')).toContainText('电梯又停了');
    // One that has come to its end is no animation any more.
    if (reducedMotion === 'reduce') expect(await longest(wall)).toBeLessThan(1);
    else expect(await longest(wall)).toBeGreaterThan(500);
  });
