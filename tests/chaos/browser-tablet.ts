import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import { Chromium } from './chromium';
import { diaryIn, keptIn, tellWhatIsShown, type Line, type Shown } from './in-page';
import { Network } from './network';
import { Random } from './random';
import type { Word } from './tablet';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const OPEN_MS = 6_000;
/** The same once everything is well again: a slow machine is no fault of the tablet's. */
const HEALED_MS = 30_000;
/** No act takes so long, not on a busy machine either. */
const ACT_MS = 60_000;
const TELL = 'stoolsideShown';

interface Given {
  name: string;
  executable: string;
  meetingId: string;
  random: Random;
  target: () => number;
  /** The cookies of somebody who has signed in once, `name=value; name=value`. */
  cookie: string;
}

/**
 * A tablet with the real page in Chromium: somebody types marked words into the composer and puts them down, while the
 * tab, the browser and the cable fail. Only what the page itself shows is taken for said.
 */
export class BrowserTablet {
  readonly words: Word[] = [];
  readonly told = { typedInChromium: 0, tabsLost: 0, browsersKilled: 0, pagesFromTablet: 0 };
  private readonly chromium: Chromium;
  private context: BrowserContext | null = null;
  private page: Page | null = null;
  /** The last that the open page has told. */
  private shown: Shown | null = null;
  /** What an earlier tablet said does not hold for the one that replaced it. */
  private life = 0;
  private lost = false;
  private healing = false;
  /** Heals that are due. */
  private later = new Set<() => void>();

  private constructor(
    private readonly options: Given,
    readonly network: Network
  ) {
    this.chromium = new Chromium(options.executable);
  }

  static async of(options: Given): Promise<BrowserTablet> {
    const tablet = new BrowserTablet(options, await Network.to(options.target));
    await tablet.open();
    // It has been to a meeting before: what it needs without a network is there.
    await tablet.page?.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await tablet.page?.reload({ waitUntil: 'commit' });
    return tablet;
  }

  get name(): string {
    return this.options.name;
  }

  private get url(): string {
    return `http://127.0.0.1:${this.network.port}`;
  }

  /** One act after the other until the end; what fails because something was taken away is left, as a person would. */
  async use(until: number): Promise<void> {
    while (Date.now() < until) await this.inTime(this.act().catch(() => sleep(50)));
  }

  /** What is asked of a browser that was just killed is sometimes never answered: then it counts as killed once more. */
  private async inTime<T>(work: Promise<T>, ms = ACT_MS): Promise<T | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => {
        this.chromium.kill();
        this.context = this.page = this.shown = null;
        resolve(null);
      }, ms);
    });
    const done = await Promise.race([work, late]);
    clearTimeout(timer);
    return done;
  }

  private async act(): Promise<void> {
    const { random } = this.options;
    const forAWhile = 50 + random.below(1_500);
    const what = random.weighted({
      say: 30,
      half: 3,
      sayAndCrash: 2,
      reload: 3,
      close: 2,
      crash: 2,
      killBrowser: 1,
      cut: 2,
      deafUp: 2,
      deafDown: 2,
      drop: 2,
      slow: 2,
      offline: 2,
      reopenCut: 3
    });
    const end = random.weighted({ close: 3, crash: 2, killBrowser: 1 });
    const byKey = random.chance(0.5);
    const some = 1 + random.below(4);
    const part = random.next();
    // After all that was drawn, so that the choice of acts does not depend on how this tablet fares.
    if (!(await this.open())) return void (await sleep(100));
    switch (what) {
      case 'say':
        for (let words = 0; words < some; words++) await this.say(byKey);
        return void (await sleep(forAWhile / 8));
      case 'half':
        await this.type(part);
        return await this.lose(end);
      case 'sayAndCrash':
        await this.say(byKey);
        return await this.lose('crash');
      case 'reload':
        return void (await this.page!.reload({ waitUntil: 'commit', timeout: OPEN_MS }));
      case 'close':
      case 'crash':
      case 'killBrowser':
        return await this.lose(what);
      case 'offline': {
        const { context } = this;
        await context?.setOffline(true);
        return this.soon(() => void context?.setOffline(false).catch(() => {}), forAWhile);
      }
      case 'reopenCut':
        // Longer than it takes: the page must come from the tablet itself.
        this.network.cut();
        this.soon(() => this.network.heal(), 1_500 + forAWhile);
        await this.lose(end);
        await this.open();
        return await this.say(byKey);
      case 'cut':
        this.network.cut();
        return this.soon(() => this.network.heal(), forAWhile);
      case 'deafUp':
      case 'deafDown':
        this.network.deafen(what === 'deafUp' ? 'up' : 'down');
        return this.soon(() => {
          if (byKey) this.network.drop();
          this.network.heal();
        }, forAWhile);
      case 'drop':
        return this.network.drop();
      case 'slow':
        this.network.delayMs = 1 + (forAWhile % 300);
        return this.soon(() => this.network.heal(), forAWhile);
    }
  }

  private soon(work: () => void, ms: number): void {
    this.later.add(work);
    setTimeout(() => this.later.delete(work) && work(), ms);
  }

  private get composer() {
    return this.page!.locator('textarea[aria-label="说了什么"]');
  }

  /** Types a new word, or goes on with the half one that the tablet has kept; `part` of it, or all. */
  private async type(part = 1): Promise<void> {
    // Whoever finds half a word there looks first whether it stands in the diary: the page needs a moment to hear the server.
    for (let looks = 0; looks < 25 && !this.shown?.onServer && (await this.composer.inputValue()); looks++)
      await sleep(200);
    const draft = (await this.composer.inputValue()).trim();
    const last = this.words.at(-1);
    const inDiary = draft && (await this.page!.evaluate(diaryIn)).some(({ text }) => text.includes(draft));
    await this.composer.focus();
    const goesOn = last && draft && !inDiary && last.mark.startsWith(draft);
    if (goesOn && !this.shown?.onServer) last.blind = true;
    if (!goesOn && draft) await this.composer.fill('');
    const mark = goesOn ? last.mark : `〈${this.name}:${this.words.length + 1}〉`;
    if (!goesOn) {
      this.told.typedInChromium++;
      this.words.push({ mark, where: 'entries', kept: false, onServer: false });
    }
    const rest = mark.slice(goesOn ? draft.length : 0);
    await this.page!.keyboard.type(rest.slice(0, part === 1 ? undefined : Math.ceil(part * (rest.length - 1))));
  }

  private async say(byKey: boolean): Promise<void> {
    await this.type();
    if (byKey) await this.page!.keyboard.press('Control+Enter');
    else await this.page!.locator('form:has(textarea) button[type=submit]').click();
  }

  /** The page goes without being told, and what it was is not asked. */
  private async lose(how: 'close' | 'crash' | 'killBrowser'): Promise<void> {
    const { page, context } = this;
    this.page = null;
    this.shown = null;
    this.told.tabsLost++;
    if (how === 'killBrowser') {
      this.told.browsersKilled++;
      this.context = null;
      return this.chromium.kill();
    }
    if (how === 'crash') {
      const session: CDPSession = await context!.newCDPSession(page!);
      const crashed = page!.waitForEvent('crash', { timeout: OPEN_MS });
      void session.send('Page.crash').catch(() => {});
      await crashed;
    }
    await page!.close({ runBeforeUnload: false });
  }

  /** As a tablet that fell into the pond: the next one has nothing but the person's sign-in. */
  drown(): void {
    this.life++;
    this.lost = true;
    this.told.browsersKilled++;
    this.chromium.kill();
    for (const word of this.words) word.kept = false;
  }

  /** The browser, the page and the meeting in it, whichever is missing; false when it does not come to that now. */
  private async open(timeout = OPEN_MS): Promise<boolean> {
    if (this.lost) {
      this.lost = false;
      this.chromium.replace();
      this.context = this.page = this.shown = null;
    }
    if (!this.context) {
      const { life } = this;
      this.chromium.kill();
      const context = await this.chromium.start();
      context.setDefaultTimeout(OPEN_MS);
      const cookies = this.options.cookie.split('; ').map((pair) => {
        const at = pair.indexOf('=');
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url: this.url };
      });
      await context.addCookies(cookies);
      await context.exposeBinding(TELL, ({ page }, shown: Shown) => {
        if (life === this.life) this.heard(page, shown);
      });
      await context.addInitScript(tellWhatIsShown, { tell: TELL, name: this.name });
      this.context = context;
    }
    try {
      if (!this.page) {
        this.shown = null;
        this.page = await this.context.newPage();
        await this.page.goto(`${this.url}/meetings/${this.options.meetingId}/stool`, { waitUntil: 'commit', timeout });
      }
      await this.composer.waitFor({ timeout });
      return true;
    } catch {
      await this.page?.close().catch(() => {});
      this.page = null;
      return false;
    }
  }

  private heard(page: Page, shown: Shown): void {
    if (page === this.page) {
      if (!this.shown && shown.fromTablet) this.told.pagesFromTablet++;
      this.shown = shown;
    }
    const marks = new Set(shown.marks);
    for (const word of this.words) {
      if (!marks.has(word.mark)) continue;
      if (shown.kept) word.kept = true;
      if (shown.onServer) word.onServer = true;
    }
  }

  /** Everything is well again, and the page is open. */
  async heal(): Promise<void> {
    this.later.forEach((work) => work());
    this.later.clear();
    this.network.heal();
    await this.context?.setOffline(false).catch(() => {});
    for (let tries = 0; tries < 5; tries++) {
      if (
        await this.inTime(
          this.open(HEALED_MS).catch(() => false),
          2 * HEALED_MS
        )
      )
        return;
      this.page = null;
      await sleep(500);
    }
  }

  get settled(): boolean {
    return Boolean(this.shown?.kept && this.shown.onServer);
  }

  get says(): string {
    return `${this.name} ${this.shown?.state ?? 'no page'}`;
  }

  /** The lines that the page shows, and the updates that the tablet keeps. */
  async read(documentName: string): Promise<{ name: string; diary: Line[]; kept: Uint8Array[] }> {
    const diary = await this.page!.evaluate(diaryIn);
    const kept = await this.page!.evaluate(keptIn, `stoolside/${documentName}/1`);
    return { name: this.name, diary, kept: kept.map((text) => Buffer.from(text, 'base64')) };
  }

  close(): void {
    this.network.close();
    this.chromium.remove();
  }
}
