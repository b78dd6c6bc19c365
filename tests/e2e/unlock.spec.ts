import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { holdsLayout, PHONE, TABLET } from '../support/layout';
import { expect, newSession, signedIn, test } from '../support/e2e';
import { Tablet } from '../support/tablet';

test.use({ serviceWorkers: 'allow' });

// A tablet whose browser is ended and started again over the same profile, with no server there.

/** One profile on a disk; `start` ends the browser that ran on it. */
function profile(url: string) {
  let context: BrowserContext | null = null;
  return {
    async start(): Promise<Page> {
      await context?.close();
      const { launchOptions } = test.info().project.use;
      context = await chromium.launchPersistentContext(test.info().outputPath('profile'), {
        ...launchOptions,
        baseURL: url,
        locale: 'zh-CN',
        viewport: PHONE
      });
      return context.pages()[0] ?? context.newPage();
    },
    async signIn(page: Page, cookies = signedIn(url, 'facilitator')) {
      const expires = Date.now() / 1000 + 86_400;
      await context!.addCookies(cookies.map((cookie) => ({ ...cookie, expires })));
      await page.goto('/meetings');
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    },
    end: () => context?.close()
  };
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

test('a tablet opens without a network as it was; with a PIN it asks for it at each cold start; signing out forgets the PIN', async ({
  app,
  begin
}) => {
  test.slow();
  const { id } = await begin('锁着也不丢', { lines: [['3号楼居民', '有网时说的']] });
  const tablet = profile(app.url);
  try {
    // Without a PIN it opens as before.
    let page = await tablet.start();
    await tablet.signIn(page);
    await keepMeetings(page);
    await app.stop();
    page = await tablet.start();
    await keepMeetings(page);
    await app.start();

    await setPin(page);
    await keepMeetings(page);
    await new Tablet(page).open(id);
    await new Tablet(page).uploaded();
    await page.reload();
    await new Tablet(page).uploaded();
    await app.stop();

    page = await tablet.start();
    await page.goto('/meetings');
    await expect(page.getByText('没有网络，先输 PIN')).toBeVisible();
    await expect(page.getByText('9号楼小广场小板凳议事会')).toHaveCount(0);
    await page.goto(`/meetings/${id}/stool`);
    await holdsLayout(page, [PHONE, TABLET]);
    await page.getByLabel('先输 PIN').fill('1111');
    await page.getByRole('button', { name: '打开' }).click();
    await expect(page.getByRole('alert')).toContainText('不对');
    for (const digit of '4827') await page.getByRole('button', { name: digit, exact: true }).click();
    await page.getByRole('button', { name: '打开' }).click();
    await expect(page).toHaveURL(new RegExp(`/meetings/${id}/stool`));
    await expect(new Tablet(page).diary).toHaveCount(1);
    await page.reload();
    await expect(new Tablet(page).diary).toHaveCount(1);

    page = await tablet.start();
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
    await app.start();
    await expect(page.getByText('9号楼小广场小板凳议事会')).toBeVisible({ timeout: 20_000 });

    await page.goto('/settings');
    await page.getByRole('button', { name: '退出登录' }).first().click();
    await expect(page.getByLabel('密码')).toBeVisible();
    // The session of before has ended with that: this one is signed in anew.
    await tablet.signIn(page, await newSession(app.url, 'facilitator'));
    await keepMeetings(page);
    await page.reload();
    await app.stop();
    page = await tablet.start();
    await keepMeetings(page);
  } finally {
    await tablet.end();
  }
});
