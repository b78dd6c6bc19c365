import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { apiOf, planByApi } from '../support/api';
import { BUILD, startApp } from '../support/app';
import { expect, test } from '../support/e2e';
import { seeded } from '../support/seeded';
import { Tablet } from '../support/tablet';

test.use({ serviceWorkers: 'allow' });

test('a new build loads nothing anew in a meeting; it says that it waits, and is taken when the meeting’s page is closed', async ({
  device
}) => {
  // A build of its own, beside the packages that it needs, so that it can be replaced while the server is down.
  const build = mkdtempSync(path.resolve(BUILD, '../node_modules/.build-'));
  cpSync(BUILD, build, { recursive: true });
  const own = await startApp({ build, from: seeded().dataDir });
  try {
    const { id } = await planByApi(apiOf(own.url, seeded().sessions.facilitator), '开会时换了版本');
    const { context, page } = await device(
      'facilitator',
      { width: 1280, height: 800 },
      { baseURL: own.url, noise: /ERR_CONNECTION|WebSocket/ }
    );
    const tablet = new Tablet(page);
    await tablet.open(id);
    await tablet.begin();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    await tablet.say('3号楼居民', '换版本前说的');
    await page.getByRole('textbox', { name: '说了什么' }).fill('正在打的字');

    await own.stop();
    for (const ending of ['', '.br', '.gz'])
      rmSync(path.join(build, `client/service-worker.js${ending}`), { force: true });
    cpSync(path.join(BUILD, 'client/service-worker.js'), path.join(build, 'client/service-worker.js'));
    appendFileSync(path.join(build, 'client/service-worker.js'), '\n// the next build\n');
    await own.killAndRestart();
    await page.evaluate(() =>
      navigator.serviceWorker
        .getRegistration()
        .then((found) => found?.update())
        .then(() => undefined)
    );
    await expect(page.getByText('有新版本，散会后再换')).toBeVisible();
    await expect(page.getByRole('textbox', { name: '说了什么' })).toHaveValue('正在打的字');
    await tablet.uploaded();

    // From the desk it may be taken, but not while the meeting's page is open.
    const desk = await context.newPage();
    await desk.goto('/meetings');
    await desk.getByRole('button', { name: '现在换上' }).click();
    await expect(page.getByRole('textbox', { name: '说了什么' })).toHaveValue('正在打的字');
    expect(await desk.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting))).toBe(
      true
    );
    await page.close();
    await desk.reload();
    await desk.getByRole('button', { name: '现在换上' }).click();
    await expect(desk.getByRole('button', { name: '现在换上' })).toHaveCount(0);
    expect(await desk.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting))).toBe(
      false
    );
    await context.close();
  } finally {
    await own.remove();
    rmSync(build, { recursive: true, force: true });
  }
});
