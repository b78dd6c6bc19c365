import { chromium, expect, test, type BrowserContext, type Page } from '@playwright/test';
import { planByApi, signInByApi } from '../support/api';
import { startApp, type RunningApp } from '../support/app';
import { looksRight, PHONE, TABLET } from '../support/looks';
import { Tablet } from '../support/tablet';

// A tablet whose browser is ended and started again over the same profile, with no server there.

let app: RunningApp;
let context: BrowserContext | null = null;
test.beforeEach(async () => {
  app = await startApp();
});
test.afterEach(async () => {
  await context?.close();
  context = null;
  await app.remove();
});

async function start(): Promise<Page> {
  await context?.close();
  const { launchOptions } = test.info().project.use;
  context = await chromium.launchPersistentContext(test.info().outputPath('profile'), {
    ...launchOptions,
    baseURL: app.url,
    locale: 'zh-CN',
    viewport: { width: 360, height: 740 }
  });
  return context.pages()[0] ?? context.newPage();
}

async function signIn(page: Page) {
  const { cookie } = await signInByApi(app.url, 'facilitator');
  const expires = Date.now() / 1000 + 86_400;
  await context!.addCookies(
    cookie.split('; ').map((pair) => {
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: app.url, expires };
    })
  );
  await page.goto('/meetings');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}

async function setPin(page: Page) {
  await page.goto('/settings');
  await page.getByLabel('PIN').fill('4827');
  await page.getByRole('button', { name: '设好 PIN' }).click();
  await expect(page.getByText('PIN 设好了')).toBeVisible();
  await expect
    .poll(() =>
      page.evaluate(
        () =>
          new Promise((resolve) => {
            const opened = indexedDB.open('stoolside-lock', 1);
            opened.onupgradeneeded = () => opened.result.createObjectStore('lock');
            opened.onsuccess = () => {
              const asked = opened.result.transaction('lock').objectStore('lock').get('lock');
              asked.onsuccess = () => (opened.result.close(), resolve(Boolean(asked.result)));
            };
          })
      )
    )
    .toBe(true);
}

async function keepMeetings(page: Page) {
  await page.goto('/meetings');
  await expect(page.getByText('9号楼小广场小板凳议事会')).toBeVisible();
}

test('a tablet with a PIN asks for it at each cold start without a network, and goes on to the page asked for', async () => {
  test.slow();
  const id = await planByApi(await signInByApi(app.url, 'facilitator'), '锁着也不丢');
  let page = await start();
  await signIn(page);
  await setPin(page);
  await keepMeetings(page);
  const tablet = new Tablet(page);
  await tablet.open(id);
  await tablet.begin();
  await tablet.say('3号楼居民', '有网时说的');
  await tablet.uploaded();
  await page.reload();
  await tablet.uploaded();
  await app.stop();

  page = await start();
  await page.goto('/meetings');
  await expect(page.getByText('没有网络，先输 PIN')).toBeVisible();
  await expect(page.getByText('9号楼小广场小板凳议事会')).toHaveCount(0);
  await page.goto(`/meetings/${id}/stool`);
  await looksRight(page, [PHONE, TABLET], { axeAt: [PHONE] });
  await page.getByLabel('先输 PIN').fill('1111');
  await page.getByRole('button', { name: '打开' }).click();
  await expect(page.getByRole('alert')).toContainText('不对');
  for (const digit of '4827') await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: '打开' }).click();
  await expect(page).toHaveURL(new RegExp(`/meetings/${id}/stool`));
  await expect(new Tablet(page).diary).toHaveCount(1);
  await page.reload();
  await expect(new Tablet(page).diary).toHaveCount(1);

  page = await start();
  await page.goto('/meetings');
  await expect(page.getByText('没有网络，先输 PIN')).toBeVisible();
  // Guessing is slow, and a reload makes it no faster.
  for (let wrong = 1; wrong <= 5; wrong++) {
    await page.getByLabel('先输 PIN').fill(`900${wrong}`);
    await page.getByRole('button', { name: '打开' }).click();
    await expect(page.getByRole('alert')).toContainText(wrong < 5 ? '不对' : '秒再试');
  }
  await page.reload();
  await page.getByLabel('先输 PIN').fill('4827');
  await expect(page.getByRole('alert')).toContainText('秒再试');
  await expect(page.getByRole('button', { name: '打开' })).toBeDisabled();
  // What is kept to ask for the PIN names nobody.
  const kept = await page.evaluate(async () => (await caches.match('/unlock'))!.text());
  expect(kept).not.toContain('王秋禾');
  expect(kept).not.toContain('facilitator');
  // The network comes back: the server decides.
  await app.killAndRestart();
  await expect(page.getByText('9号楼小广场小板凳议事会')).toBeVisible({ timeout: 20_000 });
});

test('without a PIN it opens as before, and signing out forgets the PIN', async () => {
  let page = await start();
  await signIn(page);
  await keepMeetings(page);
  await app.stop();
  page = await start();
  await keepMeetings(page);
  await app.killAndRestart();
  await signIn(page);
  await setPin(page);
  await page.getByRole('button', { name: '退出登录' }).first().click();
  await expect(page.getByLabel('密码')).toBeVisible();
  await signIn(page);
  await keepMeetings(page);
  await page.reload();
  await app.stop();
  page = await start();
  await keepMeetings(page);
});
