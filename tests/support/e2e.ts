import { randomBytes } from 'node:crypto';
import { expect, test as base, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { apiOf, planByApi, signInByApi, type Api, type Planned } from './api';
import { startApp, type RunningApp } from './app';
import { beginMeeting, type Begun, type Beginning } from './begun';
import { seeded, type Person } from './seeded';
import { TABLET } from './tablet';

// What every browser test stands on: one server a file, over a copy of the seeded folder; browsers signed in without a password
// being hashed; and no error in any console, whichever test it is.

/** A browser of its own, signed in (or not), as a tablet, a desk or a screen has it. */
export interface Device {
  context: BrowserContext;
  page: Page;
}

interface DeviceOptions extends BrowserContextOptions {
  /** Console errors that belong to what the test does. Any other fails it. */
  noise?: RegExp | undefined;
  /** A session of its own, for a test that ends it. */
  ownSession?: boolean;
}

export type OpenDevice = (
  who: Person | null,
  viewport?: { width: number; height: number },
  more?: DeviceOptions
) => Promise<Device>;
export type OpenPage = (who: Person | null, address: string, ...more: Tail<Parameters<OpenDevice>>) => Promise<Page>;
type Tail<T extends unknown[]> = T extends [unknown, ...infer Rest] ? Rest : never;

export interface Fixtures {
  /** The server of this file. A test may stop or kill it: the next finds it running. */
  app: RunningApp;
  device: OpenDevice;
  /** A device that has gone to an address. */
  open: OpenPage;
  /** The HTTP API as one of the fixtures. */
  api: (who: Person) => Api;
  /** A meeting that is to come, planned by a facilitator. */
  plan: (title: string, more?: Parameters<typeof planByApi>[2]) => Promise<Planned>;
  /** A meeting under way (one that is planned, or a new one), with what was said and decided so far, written by a client. */
  begin: (meeting: Planned | string, state?: Beginning) => Promise<Planned & Begun>;
}

interface WorkerFixtures {
  appOf: (file: string) => Promise<RunningApp>;
}

// A lost network is said by the browser itself as an error; ours are all others.
const NETWORK_GONE = /ERR_INTERNET_DISCONNECTED|WebSocket connection/;

export const test = base.extend<Fixtures, WorkerFixtures>({
  appOf: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs off this pattern.
    async ({}, use) => {
      // At most one: a worker has done with a file when it comes to the next.
      const running = new Map<string, RunningApp>();
      const end = async () => {
        for (const app of running.values()) await app.remove();
        running.clear();
      };
      await use(async (file) => {
        const app = running.get(file);
        if (app) return app;
        await end();
        const started = await startApp({ from: seeded().dataDir });
        running.set(file, started);
        return started;
      });
      await end();
    },
    { scope: 'worker' }
  ],

  app: async ({ appOf }, use, { file }) => {
    const app = await appOf(file);
    await use(app);
    if (app.process.exitCode !== null || app.process.signalCode !== null) await app.start();
  },

  device: async ({ browser, app }, use) => {
    const contexts: BrowserContext[] = [];
    const errors: string[] = [];
    await use(async (who, viewport = TABLET, { noise, ownSession, ...more } = {}) => {
      const context = await browser.newContext({ viewport, baseURL: app.url, ...more });
      contexts.push(context);
      if (who) await context.addCookies(ownSession ? await newSession(app.url, who) : signedIn(app.url, who));
      context.on('page', (page) => watch(page, errors, noise));
      return { context, page: await context.newPage() };
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(errors, 'nothing went wrong in any browser').toEqual([]);
  },

  open: async ({ device }, use) => {
    await use(async (who, address, ...more) => {
      const { page } = await device(who, ...more);
      await page.goto(address);
      return page;
    });
  },

  api: async ({ app }, use) => {
    await use((who) => apiOf(app.url, seeded().sessions[who]));
  },

  plan: async ({ api }, use) => {
    await use((title, more) => planByApi(api('facilitator'), title, more));
  },

  begin: async ({ app, api, plan }, use) => {
    await use(async (meeting, { venueId, ...state } = {}) => {
      const planned = typeof meeting === 'string' ? await plan(meeting, venueId ? { venueId } : {}) : meeting;
      return { ...planned, ...(await beginMeeting(app.url, api('facilitator').cookie, planned.id, state)) };
    });
  }
});

export { expect, type Person };

/** What the browser itself notes of an answer that refuses: for tests that are refused on purpose. */
export const REFUSED = { noise: /status of 4\d\d/ };
/** The same, where only these are expected. */
export const refusedWith = (...statuses: number[]) => ({ noise: new RegExp(`status of (${statuses.join('|')})`) });
/** What it notes where the server is away. */
export const AWAY = { noise: /ERR_CONNECTION|ERR_FAILED|Failed to load resource|Failed to fetch/ };

/** The session that was made when the folder was seeded, on a device of its own. */
export function signedIn(url: string, who: Person) {
  const [name, value] = seeded().sessions[who].split('=') as [string, string];
  return [
    { name, value, url },
    { name: 'stool_device', value: randomBytes(32).toString('base64url'), url }
  ];
}

/** A session of its own, for a test that ends it: what others share would be gone. */
export async function newSession(url: string, who: Person) {
  const { cookie } = await signInByApi(url, who);
  return cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
}

function watch(page: Page, errors: string[], noise?: RegExp): void {
  const note = (text: string) => {
    if (!NETWORK_GONE.test(text) && !noise?.test(text)) errors.push(text);
  };
  page.on('pageerror', (error) => note(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') note(`${message.text()} ${message.location().url}`.trim());
  });
}
