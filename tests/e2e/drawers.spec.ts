import type { Page } from '@playwright/test';
import { DESK, holdsLayout, PHONE, sticksOut, TABLET, TV } from '../support/layout';
import { expect, test } from '../support/e2e';

// What a meeting is led with: every drawer of the tablet's panel, everything the screen can show, every page of a phone.

const LIVE = '/meetings/00000000-0000-4000-8000-000000000002';
const PROJECTOR = { width: 3840, height: 2160 };
const SMALL_TV = { width: 1280, height: 720 };

async function panelOf(page: Page, name: string) {
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  const panel = page.locator('#lead-panel');
  await expect(panel).toBeVisible();
  return panel;
}

for (const [locale, lead] of [
  ['zh-CN', '主持'],
  ['en-GB', 'Lead']
] as const)
  test(`every drawer fits a phone and both tablets and reads well, in ${locale}`, async ({ open }) => {
    const page = await open('facilitator', `${LIVE}/stool`, TABLET, { locale });
    const panel = await panelOf(page, lead);
    const tabs = panel.getByRole('group').first().getByRole('button');
    const names = await tabs.evaluateAll((all) => all.map((one) => one.querySelector('span')?.textContent ?? ''));
    expect(names.length).toBeGreaterThanOrEqual(5);
    for (const name of names) {
      await tabs.filter({ hasText: name }).click();
      await expect(tabs.filter({ hasText: name })).toHaveAttribute('aria-pressed', 'true');
      // Axe knows no language: what it says of one it says of the other. The page around it is asked in pages.spec.
      const axeAt = locale === 'zh-CN' ? [PHONE] : [];
      await holdsLayout(page, [PHONE, TABLET, DESK], { axeAt, within: '#lead-panel' });
    }
    await page.setViewportSize(DESK);
    await page.getByRole('button', { name: locale === 'en-GB' ? 'Outdoor colours' : '户外配色' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'outdoors');
  });

test('the pages of a phone fit and read well, with the largest type too', async ({ app, open }) => {
  const tablet = await open('facilitator', `${LIVE}/stool`, TABLET);
  const panel = await panelOf(tablet, '主持');
  await panel.getByRole('button', { name: /^表决/ }).click();
  await panel.getByRole('textbox', { name: '问什么' }).fill('单元门口的空地，是划停车位，还是放几张长椅给老人坐？');
  await panel.getByRole('button', { name: '开始', exact: true }).click();
  const phone = await open(null, `/m/${app.code}`, PHONE);
  await holdsLayout(phone, [PHONE, TABLET]);
  const vote = (await phone.getByRole('link', { name: /请您投票/ }).getAttribute('href'))!;
  for (const path of [vote, `/m/${app.code}/hand`, `/m/${app.code}/say`]) {
    await phone.goto(path);
    await expect(phone.getByRole('heading', { level: 1 })).toBeVisible();
    await holdsLayout(phone, [PHONE, TABLET, DESK]);
    await phone.goto(`${path}?size=1.67&lang=en`);
    await holdsLayout(phone, [PHONE]);
  }
});

test('everything the screen can show fits a small television and a projector, each with all of its words', async ({
  app,
  open
}) => {
  const tablet = await open('facilitator', `${LIVE}/stool`, TABLET);
  const screen = await open(null, `/screen/${app.code}`, SMALL_TV);
  const panel = await panelOf(tablet, '主持');
  await panel.getByRole('button', { name: /^大屏/ }).click();
  const choices = panel.locator('.choices button');
  const names = await choices.evaluateAll((all) => all.map((one) => one.textContent?.trim() ?? ''));
  for (const name of names) {
    await choices.filter({ hasText: name }).first().click();
    await holdsLayout(screen, [SMALL_TV, TV]);
    for (const size of [SMALL_TV, PROJECTOR]) {
      await screen.setViewportSize(size);
      await expect.poll(() => cutOff(screen), { message: `${name} at ${size.width}` }).toEqual([]);
      expect(await sticksOut(screen), `${name} at ${size.width}`).toEqual([]);
    }
  }
  await panel.getByRole('radio', { name: '特大' }).check();
  await expect(screen.locator('#live')).toHaveCSS('--size', '1.3');
  await holdsLayout(screen, [SMALL_TV, TV]);
});

/** What of the screen's one thing is larger than its room. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[data-fit]')]
      .filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
      .map((one) => one.textContent?.trim().slice(0, 40) ?? '')
  );
}
