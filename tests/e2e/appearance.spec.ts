import type { Page } from '@playwright/test';
import { PHONE } from '../support/layout';
import { AWAY, expect, test } from '../support/e2e';
import { Tablet } from '../support/tablet';

// What it shows without a network is what its service worker keeps.
test.use({ serviceWorkers: 'allow' });

// Type as large as somebody needs it, remembered by what he holds in his hand; and no motion for whom it makes unwell.

test('the tablet’s type grows to 30 px and stays so, set without a network too', async ({ app, device, begin }) => {
  const { id } = await begin('大字的议事会', { lines: [['3号楼居民', '字太小了']] });
  const { page } = await device('facilitator', { width: 800, height: 1280 }, AWAY);
  const tablet = new Tablet(page);
  await tablet.open(id);
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

test('a resident’s phone remembers how large its type was, without a script too', async ({ app, device }) => {
  const { page } = await device(null, PHONE, { javaScriptEnabled: false });
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

test('what is new on the screen glows, and only changes colour for whom motion makes unwell', async ({
  app,
  device
}) => {
  const tablet = new Tablet((await device('facilitator')).page);
  await tablet.open('00000000-0000-4000-8000-000000000002');
  const screens = await Promise.all(
    (['no-preference', 'reduce'] as const).map(async (reducedMotion) => {
      const { page } = await device(null, { width: 1280, height: 720 }, { reducedMotion });
      await page.goto(`/screen/${app.code}`);
      await expect(page.locator('.newest')).toBeVisible();
      return page;
    })
  );
  await tablet.say('9号楼居民', '电梯又停了');
  const lengths = await Promise.all(
    screens.map(async (screen) => {
      await expect(screen.locator('.newest.fresh')).toContainText('电梯又停了');
      return await longest(screen);
    })
  );
  // One that has come to its end is no animation any more.
  expect(lengths[0]).toBeGreaterThan(500);
  expect(lengths[1]).toBeLessThan(1);
});
