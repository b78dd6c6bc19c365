import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

test('a first visit fetches the files of the tablet’s pages, and the next build only those that have changed', async ({
  device
}) => {
  const build = mkdtempSync(path.resolve(BUILD, '../node_modules/.build-'));
  cpSync(BUILD, build, { recursive: true });
  const own = await startApp({ build, from: seeded().dataDir });
  const at = (file: string) => path.join(build, 'client', file);
  try {
    const { context, page } = await device('facilitator', undefined, {
      baseURL: own.url,
      noise: /ERR_CONNECTION|WebSocket/
    });
    /** What the worker of the newest build has fetched by itself. */
    const fetched = async () => {
      const names = await context
        .serviceWorkers()
        .at(-1)!
        .evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname));
      return names.filter((name) => name.startsWith('/_app/') || name === '/stool.svg').sort();
    };
    await page.goto('/meetings');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const first = await fetched();
    const all = readdirSync(at('_app/immutable'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(js|css)$/.test(name)
    );
    process.stdout.write(`the worker fetched ${first.length} of ${all.length} files\n`);
    expect(first.length).toBeGreaterThan(40);
    expect(first.length).toBeLessThan(all.length / 2);

    // The next build: one script of the tablet has another content and another name.
    await own.stop();
    const old = first.find((name) => /\/chunks\/.*\.js$/.test(name))!;
    const fresh = old.replace(/\.js$/, '2.js');
    cpSync(at(old), at(fresh));
    for (const ending of ['', '.br', '.gz']) rmSync(at(`service-worker.js${ending}`), { force: true });
    const { version } = JSON.parse(readFileSync(at('_app/version.json'), 'utf8')) as { version: string };
    const worker = readFileSync(path.join(BUILD, 'client/service-worker.js'), 'utf8');
    writeFileSync(
      at('service-worker.js'),
      worker.replace(path.basename(old), path.basename(fresh)).replace(version, 'the-next-build')
    );
    await own.killAndRestart();
    const next = context.waitForEvent('serviceworker');
    await page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => void found?.update()));
    await next;
    await expect
      .poll(() => page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting)))
      .toBe(true);
    expect(await fetched()).toEqual([fresh, '/stool.svg']);
    // And has all of them.
    expect(await page.evaluate(async () => (await (await caches.open('assets-the-next-build')).keys()).length)).toBe(
      first.length
    );
    await context.close();
  } finally {
    await own.remove();
    rmSync(build, { recursive: true, force: true });
  }
});
