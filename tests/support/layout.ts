import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';
import { badColours } from './colour-pairs';

// At every size that people hold a page in: nothing sticks out sideways, axe finds nothing serious.

export const PHONE = { width: 360, height: 740 };
export const TABLET = { width: 800, height: 1280 };
export const DESK = { width: 1280, height: 720 };
export const TV = { width: 1920, height: 1080 };
/** Each width once: what sticks out does not depend on the height. */
export const ALL = [PHONE, TABLET, DESK, TV];

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

/** What axe finds of any weight but colours (`badColours`). @param within only this part, where the rest was asked before */
export async function serious(page: Page, within?: string): Promise<string[]> {
  // Once a page: axe is half a megabyte, and our pages have no frames.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (only) => {
    const found = await (window as unknown as { axe: typeof axe }).axe.run(only ? { include: [only] } : document, {
      resultTypes: ['violations'],
      rules: { 'color-contrast': { enabled: false } }
    });
    return found.violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      nodes: nodes.map(({ target, html }) => ({ target: target.join(' '), html: html.slice(0, 120) }))
    }));
  }, within);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target} — ${html}`));
}

interface Looking {
  /** The sizes at which axe is asked; once a page, at the first, unless a page shows other parts at another width. */
  axeAt?: readonly { width: number }[];
  /** The part that axe is asked about. */
  within?: string;
}

/** Holds a page as it stands now to every size. */
export async function holdsLayout(page: Page, sizes = ALL, { axeAt = sizes.slice(0, 1), within }: Looking = {}) {
  for (const size of sizes) {
    await page.setViewportSize(size);
    expect(await sticksOut(page), `${size.width}×${size.height}`).toEqual([]);
    expect(
      await badColours(page),
      'colours that read badly, or that tests/house/contrast.test.ts has not proven'
    ).toEqual([]);
    if (axeAt.includes(size)) expect(await serious(page, within), `${size.width}×${size.height}`).toEqual([]);
  }
}
