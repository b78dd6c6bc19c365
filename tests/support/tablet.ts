import {
  expect,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page
} from '@playwright/test';
import { signInByApi } from './api';

/** A browser of its own, signed in (or not), as a tablet, a desk or a screen has it. A console error fails the test. */
export interface Device {
  context: BrowserContext;
  page: Page;
  errors: string[];
}

export const TABLET = { width: 1280, height: 800 };
export const DESK = { width: 1280, height: 720 };

export async function device(
  browser: Browser,
  url: string,
  username: string | null,
  viewport = TABLET,
  more: BrowserContextOptions = {}
): Promise<Device> {
  const context = await browser.newContext({ viewport, baseURL: url, ...more });
  if (username) {
    const { cookie } = await signInByApi(url, username);
    await context.addCookies(
      cookie.split('; ').map((pair) => {
        const at = pair.indexOf('=');
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
      })
    );
  }
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  // A lost network is said by the browser itself as an error; ours are all others.
  page.on('console', (message) => {
    if (message.type() === 'error' && !/ERR_INTERNET_DISCONNECTED|WebSocket connection/.test(message.text()))
      errors.push(`${message.text()} ${message.location().url}`.trim());
  });
  return { context, page, errors };
}

/** What a helper does on the tablet, in his own words. */
export class Tablet {
  readonly diary: Locator;
  readonly issues: Locator;
  constructor(readonly page: Page) {
    this.diary = page.locator('[data-entry]');
    this.issues = page.locator('[data-issue]');
  }

  async open(meetingId: string) {
    await this.page.goto(`/meetings/${meetingId}/stool`);
    await expect(this.page.getByRole('textbox', { name: '说了什么' })).toBeVisible();
  }

  /** The panel of whoever leads, with one of its drawers. */
  async drawer(name: string): Promise<Locator> {
    const panel = this.page.getByRole('region', { name: '主持' });
    if (!(await panel.isVisible())) await this.page.getByRole('button', { name: /^主持/ }).click();
    await panel
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .first()
      .click();
    return panel;
  }

  /** Begins the meeting. */
  async begin() {
    await this.page.getByRole('button', { name: '开始', exact: true }).click();
    await this.putReportAside();
  }

  /** What was promised before in the demo's neighbourhood opens by itself where a meeting begins. */
  async putReportAside() {
    const panel = this.page.getByRole('region', { name: '主持' });
    await expect(panel.locator('[data-report]').first()).toBeVisible();
    await panel.getByRole('button', { name: '收起' }).click();
  }

  /** Everything written here is on the server's disk. */
  async uploaded() {
    await expect(this.page.getByText('已上传')).toBeVisible();
    await expect(this.page.getByText('已存在本机')).toBeVisible();
  }

  async say(speaker: string, text: string) {
    await this.page.getByRole('textbox', { name: '谁说的' }).first().fill(speaker);
    await this.page.getByRole('textbox', { name: '说了什么' }).fill(text);
    await this.page.getByRole('button', { name: '记下', exact: true }).click();
    await expect(this.diary.filter({ hasText: text })).toBeVisible();
  }

  async makeIssue(text: string) {
    await this.diary
      .filter({ hasText: text })
      .getByRole('button', { name: /列为问题$/ })
      .click();
    await expect(this.issues.filter({ hasText: text }).first()).toBeAttached();
  }

  /** Unfolds a card and gives it. */
  async card(text: string): Promise<Locator> {
    const id = await this.issues.filter({ hasText: text }).first().getAttribute('data-issue');
    const card = this.page.locator(`[data-issue="${id}"]`);
    const handle = card.getByRole('button', { name: /^打开问题/ });
    if ((await handle.getAttribute('aria-expanded')) !== 'true') await handle.click();
    return card;
  }

  async owner(card: Locator, query: string, name: string) {
    const group = card.getByRole('group', { name: '责任人' });
    await group.getByRole('button').first().click();
    await group.getByRole('searchbox').fill(query);
    await group.getByRole('button', { name }).click();
    await expect(group.getByRole('button').first()).toContainText(name);
  }

  async due(card: Locator, chip: string) {
    const group = card.getByRole('group', { name: '完成时限' });
    await group.getByRole('button').first().click();
    await group.getByRole('button', { name: chip }).click();
  }

  /** Reads all issues back, each confirmed, and closes the meeting. */
  async readBackAndClose() {
    const { page } = this;
    await page.getByRole('button', { name: '念一遍' }).click();
    for (;;) {
      await page.getByRole('button', { name: '大家确认' }).click();
      await expect(page.getByText('大家已确认')).toBeVisible();
      const last = page.getByRole('button', { name: '看看合计' });
      if (await last.isVisible()) {
        await last.click();
        break;
      }
      await page.getByRole('button', { name: '下一件' }).click();
    }
    await page.getByRole('button', { name: '结束议事会' }).click();
    await expect(page.getByText('议事会结束了')).toBeVisible();
  }
}
