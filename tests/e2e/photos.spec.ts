import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { AWAY, expect, REFUSED, test } from '../support/e2e';
import { Tablet, TABLET } from '../support/tablet';

test.use({ serviceWorkers: 'allow' });

// Pictures and voice notes as a facilitator takes them: kept before they are sent, resumed, gone from the tablet only when the
// server has them, and nothing of where they were taken.

const LIVE = '00000000-0000-4000-8000-000000000002';

/** A photograph held upright, as a telephone writes it: on its side, with the place and time it was taken at. */
async function photograph(colour = '#3a7') {
  return await sharp({ create: { width: 3200, height: 1800, channels: 3, background: colour } })
    .withExif({
      IFD0: { Make: 'Kamera' },
      IFD2: { DateTimeOriginal: '2026:11:20 18:30:05', OffsetTimeOriginal: '+08:00' },
      IFD3: { GPSLatitude: '37/1 22/1 0/1', GPSLatitudeRef: 'N' }
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}
const asFile = (buffer: Buffer, name = 'photo.jpg') => ({ name, mimeType: 'image/jpeg', buffer });

test('a picture taken with the network away is kept over a crash and goes up by itself', async ({ app, device }) => {
  const { context, page } = await device('facilitator', TABLET, AWAY);
  const tablet = new Tablet(page);
  await tablet.open(LIVE);
  await tablet.uploaded();
  await tablet.say('5号楼李爷爷', '楼道里堆满了旧家具');
  await tablet.uploaded();
  // The page and its scripts are kept by now.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await tablet.uploaded();

  await app.stop();
  await page.getByRole('button', { name: '拍照、录音' }).click();
  await expect(page.getByRole('group', { name: '照片和录音' })).toBeVisible();
  await page.getByLabel('选照片').setInputFiles([asFile(await photograph()), asFile(await photograph('#a37'))]);
  const mine = page.getByRole('button', { name: /拍的照片 · 等着上传/ });
  await expect(mine).toHaveCount(2);
  await expect(page.getByTestId('save-state')).toContainText('2 件照片录音待传');
  // It shows itself, not a sign for itself.
  await expect
    .poll(() =>
      mine
        .first()
        .locator('img')
        .evaluate((image: HTMLImageElement) => image.naturalWidth)
    )
    .toBeGreaterThan(100);

  // The browser is killed; the page comes back from what the tablet keeps.
  await page.goto('about:blank');
  await page.goto(`/meetings/${LIVE}/stool`);
  await expect(page.getByRole('button', { name: /拍的照片 · 等着上传/ })).toHaveCount(2);

  await app.killAndRestart();
  await tablet.uploaded();
  await expect(page.getByTestId('save-state')).not.toContainText('待传');
  const shown = page.getByRole('button', { name: /18:30 拍的照片$/ });
  await expect(shown).toHaveCount(2);
  await expect
    .poll(() => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)))
    .toContain('stoolside/uploads');
  expect(await leftOnTheTablet(page)).toBe(0);

  // What the server gives is upright, small, and knows no place.
  const desk = await device('staff');
  await desk.page.goto(`/meetings/${LIVE}`);
  const link = desk.page.getByRole('link', { name: /18:30 拍的照片/ }).first();
  const answer = await desk.context.request.get(`${app.url}${await link.getAttribute('href')}`);
  expect(answer.headers()['content-security-policy']).toContain('sandbox');
  const told = await sharp(await answer.body()).metadata();
  expect([told.width, told.height, told.exif]).toEqual([1440, 2560, undefined]);
  await desk.context.close();
  await context.close();
});

const leftOnTheTablet = (page: Tablet['page']) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('stoolside/uploads');
        opening.onerror = () => reject(new Error('not opened'));
        opening.onsuccess = () => {
          const counting = opening.result.transaction('bytes').objectStore('bytes').count();
          counting.onsuccess = () => resolve(counting.result);
        };
      })
  );

test('a picture of a line and of an issue stands beside them, on the other tablet and in the ledger', async ({
  device
}) => {
  const { context, page } = await device('facilitator', TABLET, REFUSED);
  const tablet = new Tablet(page);
  await tablet.open(LIVE);
  await tablet.say('3号楼刘奶奶', '单元门关不严');
  const line = tablet.diary.filter({ hasText: '单元门关不严' });
  await line.getByRole('button', { name: /^改第/ }).click();
  await page.getByRole('button', { name: /加照片或录音$/ }).click();
  await page.getByRole('button', { name: '好了', exact: true }).click();
  await page.getByLabel('选照片').setInputFiles([asFile(await photograph())]);
  await expect(line.getByRole('button', { name: /拍的照片$/ })).toBeVisible();

  // Its name comes before all of it is up: then it is asked for again.
  const other = await device('facilitator2', TABLET, REFUSED);
  await new Tablet(other.page).open(LIVE);
  const theirs = other.page.locator('[data-entry]').filter({ hasText: '单元门关不严' });
  await expect(theirs.getByRole('button', { name: /拍的照片$/ }).locator('img')).toBeVisible();
  await theirs.getByRole('button', { name: /拍的照片$/ }).click();
  await expect(other.page.getByRole('dialog').getByRole('img')).toBeVisible();
  await other.page.getByRole('button', { name: '拿掉' }).click();
  await expect(line.getByRole('button', { name: /拍的照片$/ })).toHaveCount(0);
  await other.page.getByRole('button', { name: '撤销', exact: true }).last().click();
  await expect(line.getByRole('button', { name: /拍的照片$/ })).toBeVisible();
  await other.context.close();
  await context.close();
});

test('what is no picture is not taken, and it says so; what the server refuses can be saved or dropped', async ({
  device
}) => {
  const { context, page } = await device('facilitator', TABLET, REFUSED);
  const tablet = new Tablet(page);
  await tablet.open(LIVE);
  await page.getByRole('button', { name: '拍照、录音' }).click();
  await page.getByLabel('选照片').setInputFiles([asFile(Buffer.from('<svg>not a picture</svg>'))]);
  await expect(page.getByRole('alert').filter({ hasText: '打不开' })).toBeVisible();

  await page.route('**/api/v1/uploads/*', (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({
          status: 415,
          contentType: 'application/problem+json',
          body: JSON.stringify({ type: 'urn:stoolside:problem:upload:unfit' })
        })
      : route.continue()
  );
  await page.getByLabel('选照片').setInputFiles([asFile(await photograph('#555'))]);
  const refused = page.getByRole('button', { name: /没传上去/ });
  await expect(refused).toBeVisible();
  await expect(page.getByText('1 件照片或录音服务器没收')).toBeVisible();
  await refused.click();
  const dialog = page.getByRole('dialog');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: '存成文件' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.jpeg$/);
  await dialog.getByRole('button', { name: '不传了，删掉' }).click();
  await expect(page.getByText('服务器没收')).toHaveCount(0);
  expect(await leftOnTheTablet(page)).toBe(0);
  await context.close();
});

test('a voice note is recorded, can be heard at once, and goes up', async ({ app, device }) => {
  const { context, page } = await device('facilitator');
  await context.grantPermissions(['microphone'], { origin: app.url });
  const tablet = new Tablet(page);
  await tablet.open(LIVE);
  await page.getByRole('button', { name: '拍照、录音' }).click();
  await page.getByRole('button', { name: '录音', exact: true }).click();
  await expect(page.getByRole('timer')).toContainText('0:02');
  await page.getByRole('button', { name: '录好了' }).click();
  const note = page.getByRole('button', { name: /录的音$/ });
  await expect(note).toBeVisible();
  await note.click();
  const sound = page.getByRole('dialog').locator('audio');
  await expect
    .poll(() => sound.evaluate((audio: HTMLAudioElement) => audio.readyState), { message: 'it can be played' })
    .toBeGreaterThan(0);
  expect(await leftOnTheTablet(page)).toBe(0);
});

test('what one person took goes up from under the next, who sees only how many', async ({ device }) => {
  const first = await device('facilitator', TABLET, AWAY);
  const tablet = new Tablet(first.page);
  await tablet.open(LIVE);
  await first.page.getByRole('button', { name: '拍照、录音' }).click();
  await first.page.route('**/api/v1/uploads/*', (route) => route.abort());
  await first.page.getByLabel('选照片').setInputFiles([asFile(await photograph('#0af'))]);
  await expect(first.page.getByTestId('save-state')).toContainText('1 件照片录音待传');
  await first.page.goto('about:blank');
  // The next person at the same tablet: another session, the same device.
  await first.context.clearCookies({ name: 'stool_session' });
  const next = await first.context.newPage();
  await next.route('**/api/v1/uploads/*', (route) => route.abort());
  await next.goto(`/sign-in?next=${encodeURIComponent(`/meetings/${LIVE}/stool`)}`);
  await next.getByLabel('账号').fill('facilitator2');
  await next.getByLabel('密码').fill('stoolside-demo');
  await next.getByRole('button', { name: '登录' }).click();
  await next.getByRole('button', { name: '拍照、录音' }).click();
  await expect(next.getByText('还有别人拍的 1 件待传')).toBeVisible();
  await expect(next.getByRole('button', { name: /等着上传/ })).toHaveCount(0);
  await next.unroute('**/api/v1/uploads/*');
  await next.evaluate(() => dispatchEvent(new Event('online')));
  await expect(next.getByText('还有别人拍的')).toHaveCount(0);
  expect(await leftOnTheTablet(next)).toBe(0);
  await first.context.close();
});

test('an upload is asked for by nobody who is not signed in', async ({ request, app }) => {
  const answer = await request.get(`${app.url}/uploads/${randomUUID()}`);
  expect(answer.status()).toBe(401);
});
