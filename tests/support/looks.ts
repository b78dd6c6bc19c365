import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

// At every size that people hold a page in: nothing sticks out sideways, axe finds nothing serious.

export const PHONE = { width: 360, height: 740 };
export const TABLET = { width: 800, height: 1280 };
export const TABLET_WIDE = { width: 1280, height: 800 };
export const DESK = { width: 1280, height: 720 };
export const TV = { width: 1920, height: 1080 };
export const ALL = [PHONE, TABLET, TABLET_WIDE, DESK, TV];

/** What stands further right than the window, named; a strip that scrolls in itself may. */
export function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > room + 1)
      .map((element) => `${element.tagName}.${element.className} ${element.textContent?.trim().slice(0, 30)}`)
      .slice(0, 5);
  });
}

export async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} — ${node.html.slice(0, 120)}`));
}

/** Holds a page as it stands now to every size. */
export async function looksRight(page: Page, sizes = ALL) {
  for (const size of sizes) {
    await page.setViewportSize(size);
    expect(await sticksOut(page), `${size.width}×${size.height}`).toEqual([]);
    // The widths between show the same parts in the same colours.
    if (size === PHONE || size === DESK) expect(await serious(page), `${size.width}×${size.height}`).toEqual([]);
  }
}
