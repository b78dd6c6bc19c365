import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, test, type Fixtures } from '../support/e2e';
import { Tablet } from '../support/tablet';

// Type on the screen takes the room it has: as large as it may be, and never so large that a word is lost.

const SMALL_TV = { width: 1280, height: 720 };
const PROJECTOR = { width: 3840, height: 2160 };
const UPRIGHT = { width: 1080, height: 1920 };

/** A tablet that leads a meeting under way, and its screen. */
async function led({ device, begin }: Pick<Fixtures, 'device' | 'begin'>, title: string, noise?: RegExp) {
  const { id, code } = await begin(title);
  const tablet = new Tablet((await device('facilitator', { width: 800, height: 1280 }, { noise })).page);
  const { page: screen } = await device(null, SMALL_TV, { noise });
  await tablet.open(id);
  await screen.goto(`/screen/${code}`);
  return { tablet, screen };
}

/** Words and pictures in there that are cut by the edge of anything around them. */
function cut(screen: Page, selector: string): Promise<string[]> {
  return screen.locator(selector).evaluate((root) => {
    const lost: string[] = [];
    const within = (rect: DOMRect, element: Element | null) => {
      for (let around = element; around; around = around.parentElement) {
        if (getComputedStyle(around).overflow === 'visible') continue;
        const box = around.getBoundingClientRect();
        // The line is higher than its letters: so much of it may be missing.
        const give = rect.height * 0.12 + 1;
        if (rect.top < box.top - give || rect.bottom > box.bottom + give) return false;
        if (rect.left < box.left - give || rect.right > box.right + give) return false;
      }
      return rect.width > 0 && rect.height > 0;
    };
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { currentNode: node } = texts;
      if (!node.textContent?.trim() || !node.parentElement!.checkVisibility()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const rects = [...range.getClientRects()];
      if (!rects.length || !rects.every((rect) => within(rect, node.parentElement)))
        lost.push(node.textContent.trim().slice(0, 30));
    }
    for (const image of root.querySelectorAll('img'))
      if (!within(image.getBoundingClientRect(), image.parentElement)) lost.push('picture');
    return lost;
  });
}

async function isWhole(screen: Page, selector: string) {
  for (const size of [SMALL_TV, PROJECTOR, UPRIGHT]) {
    await screen.setViewportSize(size);
    await expect
      .poll(() => cut(screen, selector), { message: `${selector} at ${size.width}×${size.height}` })
      .toEqual([]);
  }
}

const fit = (screen: Page) =>
  screen.locator('[data-fit]').evaluate((element: HTMLElement) => Number(element.style.getPropertyValue('--fit')));

test('a long speech, a long issue and a picture are there with every word, in large type too; a short line grows', async ({
  device,
  begin
}) => {
  const { tablet, screen } = await led({ device, begin }, '字要看得全的议事会', /404/);
  const speech = `${'早上六点就有货车在楼下按喇叭，'.repeat(16)}求求大家想个办法。`;
  await tablet.say('3号楼上夜班的居民', speech);
  await expect(screen.locator('.newest')).toContainText('求求大家想个办法。');
  await isWhole(screen, '.newest');

  const title = '东门车棚的充电桩装到哪一面墙、一次充多少钱、晚上几点断电，先试一个月再定';
  await tablet.say('9号楼居民', title);
  await tablet.makeIssue(title);
  await tablet.page.getByRole('button', { name: /^问题 \d/ }).click();
  const card = await tablet.card(title);
  await card.getByRole('textbox', { name: '详细说说' }).fill('东墙挨着变压器，西墙淋雨，住一楼的怕夜里响。'.repeat(3));
  await tablet.owner(card, 'wy', '暖巢物业公司');
  const panel = await tablet.drawer('大屏');
  await panel.getByRole('button', { name: title }).click();
  const spotlight = screen.locator('#spotlight');
  await expect(spotlight).toContainText('暖巢物业公司');
  await isWhole(screen, '#spotlight');
  for (const size of ['大', '特大', '标准']) {
    await panel.getByRole('radio', { name: size, exact: true }).check();
    await expect(screen.locator('#live')).toHaveCSS('--size', { 大: '1.15', 特大: '1.3', 标准: '1' }[size]!);
    await expect(spotlight.locator('h2')).toBeVisible();
    await isWhole(screen, '#spotlight');
  }

  await panel.getByRole('button', { name: '谁在说、谁接着说' }).click();
  await expect(spotlight).toContainText('请举手');
  await isWhole(screen, '#spotlight');
  await screen.setViewportSize(SMALL_TV);
  await expect.poll(() => fit(screen)).toBeGreaterThan(1);

  await panel.getByRole('button', { name: '收起' }).click();
  await tablet.page.getByRole('button', { name: /^日记/ }).click();
  await tablet.page.getByRole('button', { name: '拍照、录音' }).click();
  const photo = await sharp({ create: { width: 900, height: 1600, channels: 3, background: '#7a9' } })
    .jpeg()
    .toBuffer();
  await tablet.page.getByLabel('选照片').setInputFiles({ name: 'high.jpg', mimeType: 'image/jpeg', buffer: photo });
  // The tablet names its picture before all of it is up: the screen says so, and asks again by itself.
  let asked = 0;
  await screen.route('**/picture/**', (route) =>
    asked++ ? route.continue() : route.fulfill({ status: 404, body: 'not there yet' })
  );
  await tablet.drawer('大屏');
  await panel.getByRole('button', { name: /拍的照片/ }).click();
  await expect(spotlight.getByText('照片正在传上来')).toBeVisible();
  await expect(spotlight.locator('img')).toBeVisible();
  await expect(spotlight.getByText('照片正在传上来')).toBeHidden();
  await isWhole(screen, '#spotlight');
});

test('the largest type leaves the code, the clock and the foot of the screen their places', async ({
  device,
  begin
}) => {
  const { tablet, screen } = await led({ device, begin }, '大字的议事会');
  const panel = await tablet.drawer('大屏');
  await panel.getByRole('radio', { name: '特大' }).check();
  await panel.getByRole('button', { name: '二维码' }).click();
  await expect(screen.locator('#live')).toHaveAttribute('data-mode', 'qr');
  await expect(screen.locator('#live')).toHaveCSS('--size', '1.3');
  for (const size of [SMALL_TV, PROJECTOR, UPRIGHT]) {
    await screen.setViewportSize(size);
    const boxes = await screen.evaluate(() =>
      ['.join .qr', '.join .code', '.clock', '.tagline', '#spotlight h2'].map((selector) => {
        const { top, bottom, left, right } = document.querySelector(selector)!.getBoundingClientRect();
        return { selector, top, bottom, left, right };
      })
    );
    for (const one of boxes)
      for (const other of boxes)
        if (one.selector < other.selector)
          expect(
            one.bottom <= other.top + 1 ||
              other.bottom <= one.top + 1 ||
              one.right <= other.left + 1 ||
              other.right <= one.left + 1,
            `${one.selector} beside ${other.selector} at ${size.width}×${size.height}`
          ).toBe(true);
  }
});

test('the screen keeps awake, says when it is no more fresh, and comes back by itself when the server does', async ({
  app,
  device,
  begin
}) => {
  test.slow();
  const { tablet, screen } = await led({ device, begin }, '停电的议事会', /ERR_CONNECTION|Failed to load/);
  await screen.addInitScript(() => {
    const asked: { released: boolean; release(): Promise<void> }[] = [];
    Object.assign(window, { asked });
    const request = async () => {
      const lock = { released: false, release: async () => {} };
      asked.push(lock);
      return lock;
    };
    Object.defineProperty(navigator, 'wakeLock', { value: { request } });
  });
  await screen.reload();
  const locks = () => screen.evaluate(() => (window as unknown as { asked: unknown[] }).asked.length);
  await expect.poll(locks).toBe(1);
  // The browser lets go of it when the page is out of sight.
  await screen.evaluate(() => {
    (window as unknown as { asked: { released: boolean }[] }).asked[0]!.released = true;
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect.poll(locks).toBe(2);

  await screen.evaluate(() => Object.assign(window, { samePage: true }));
  await app.stop();
  await expect(screen.locator('#stale')).toBeVisible({ timeout: 20_000 });
  await expect(screen.locator('#stale')).toContainText(/停更 \d+ 秒/);
  await tablet.say('3号楼居民', '停电的时候说的');
  await app.killAndRestart();
  await tablet.uploaded();
  await expect(screen.locator('.newest')).toContainText('停电的时候说的', { timeout: 40_000 });
  await expect(screen.locator('#stale')).toBeHidden();
  expect(await screen.evaluate(() => (window as unknown as { samePage?: boolean }).samePage)).toBe(true);
});
