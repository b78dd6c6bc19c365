import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { IDBKeyRange } from 'fake-indexeddb';
import * as Y from 'yjs';
import { meetingDocument } from '$lib/document/keys';
import { PEOPLE } from '../../server/seed/fixtures';
import { signInByApi } from '../support/api';
import { BrowserTablet } from './browser-tablet';
import { TestServer } from './test-server';
import { judge, type Verdict } from './judge';
import { Random } from './random';
import { Tablet, type Page } from './tablet';

export interface Given {
  seconds: number;
  seed: number;
  tablets: number;
  /** How many more are the real page in a browser, which browser, and the build's handler that serves the page. */
  browsers: number;
  chromium: string;
  app: string;
  /** The bundled server (see run.mjs). */
  bundle: string;
  /** `early`: a journal that acknowledges before it writes, to see that this is noticed. */
  mode?: '' | 'early';
}

export interface Outcome extends Verdict {
  words: number;
  cuts: number;
  kills: number;
  falls: number;
  pagesKilled: number;
  tabletsLost: number;
  cookiesLost: number;
  diskFull: number;
  typedInChromium: number;
  chromiumOnServer: number;
  tabsLost: number;
  browsersKilled: number;
  pagesFromTablet: number;
  tookMs: number;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const HEAL_MS = 60_000;
/** A person reads no longer diary; where Chromium draws it, the other tablets write on in the lines that are there. */
const LINES = 300;

/**
 * Tablets write marked words into one meeting while their cables are cut, their pages and the server are killed, disks are
 * full, compactions stop halfway and the meeting is closed. Then everything heals, and what each tablet had said of each
 * word is held against the server's files.
 */
export async function chaos(options: Given): Promise<Outcome> {
  const began = Date.now();
  const random = new Random(options.seed);
  Object.assign(globalThis, { IDBKeyRange });
  Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true });
  const dataDir = mkdtempSync(path.join(tmpdir(), 'stoolside-chaos-'));
  const meetingId = '00000000-0000-4000-8000-00000000c4a0';
  const server = new TestServer(options.bundle, { dataDir, meetingId, mode: options.mode ?? '', app: options.app });
  await server.start();
  const tablets = await Promise.all(
    Array.from({ length: options.tablets }, (_, n) =>
      Tablet.of(`tablet-${n}`, () => server.port, meetingDocument(meetingId))
    )
  );
  const writers = PEOPLE.filter(({ role }) => role === 'facilitator');
  const browsers = await Promise.all(
    Array.from({ length: options.browsers }, async (_, n) =>
      BrowserTablet.of({
        name: `chromium-${n}`,
        executable: options.chromium,
        meetingId,
        // A stream of its own: what a browser does does not hang on how long another takes.
        random: new Random(options.seed * 31 + n),
        target: () => server.port,
        cookie: (await signInByApi(`http://127.0.0.1:${server.port}`, writers[n % writers.length]!.username)).cookie
      })
    )
  );
  tablets.forEach((tablet) => tablet.open());
  const told = { cuts: 0, pagesKilled: 0, tabletsLost: 0, cookiesLost: 0, diskFull: 0 };
  let count = 0;

  function write(page: Page, tablet: Tablet): void {
    const { document } = page.connection;
    if (!page.connection.ready) return;
    const mark = `〈${tablet.name}:${++count}〉`;
    const note = (where: 'entries' | 'issues') => page.words.push({ mark, where, kept: false, onServer: false });
    const entries = document.entries();
    const entry = random.pick(entries);
    const issue = random.pick(document.issues());
    const more = !options.browsers || entries.length < LINES;
    const what = random.weighted({ say: more ? 5 : 0, type: 4, issue: more ? 1 : 0, detail: 2, settle: 1 });
    // The word is noted first: what is shown in the same turn already speaks of it.
    if (what === 'type' && entry) {
      note('entries');
      const text = document.entryText(entry.id)!;
      text.insert(random.chance(0.5) ? 0 : text.length, mark);
    } else if (what === 'issue') {
      note('issues');
      document.issueText(document.addIssue({ title: '一件事' }), 'detail')!.insert(0, mark);
    } else if (what === 'detail' && issue) {
      note('issues');
      const text = document.issueText(issue.id, 'detail')!;
      text.insert(random.chance(0.5) ? 0 : text.length, mark);
    } else if (what === 'settle' && issue) {
      document.setIssue(issue.id, { outcome: 'ledger', dueOn: '2026-12-01' });
      document.confirmIssue(issue.id, random.chance(0.8) ? new Date().toISOString() : null);
      document.moveIssue(issue.id, random.chance(0.5) ? 'up' : 'down');
      document.addSupporter(issue.id);
    } else {
      note('entries');
      document.addEntry({ kind: 'voice', speaker: tablet.name, text: mark, by: tablet.name });
    }
  }

  const later: (() => unknown)[] = [];
  const soon = (work: () => unknown, ms: number) => {
    later.push(work);
    setTimeout(() => {
      const at = later.indexOf(work);
      if (at < 0) return;
      later.splice(at, 1);
      work();
    }, ms);
  };

  // A browser takes seconds to be there again, and must come to say something in between.
  const rarely = options.mode === 'early' ? (options.browsers ? 6 : 15) : options.browsers ? 0.5 : 1;
  function harm(tablet: Tablet): void {
    const forAWhile = 50 + random.below(1500);
    const { network, disk } = tablet;
    const what = random.weighted({
      cut: 6,
      deafUp: 3,
      deafDown: 3,
      drop: 4,
      slow: 4,
      killPage: 4,
      secondPage: 2,
      full: 2,
      killServer: 3,
      fullServer: 1,
      compaction: 2,
      lose: 1,
      loseCookie: 1,
      disaster: rarely
    });
    switch (what) {
      case 'cut':
        told.cuts++;
        network.cut();
        return soon(() => network.heal(), forAWhile);
      case 'deafUp':
      case 'deafDown':
        told.cuts++;
        network.deafen(what === 'deafUp' ? 'up' : 'down');
        // Sometimes the bytes come late, sometimes the connection breaks and they never come.
        return soon(() => {
          if (random.chance(0.5)) network.drop();
          network.heal();
        }, forAWhile);
      case 'drop':
        told.cuts++;
        return network.drop();
      case 'slow':
        network.delayMs = 1 + random.below(300);
        return soon(() => network.heal(), forAWhile);
      case 'killPage': {
        const page = random.pick(tablet.live);
        if (!page) return;
        told.pagesKilled++;
        page.kill();
        if (!tablet.live.length) soon(() => tablet.live.length || tablet.open(), 20 + random.below(300));
        return;
      }
      case 'secondPage':
        if (tablet.live.length > 1) tablet.live[0]!.close();
        else tablet.open();
        return;
      case 'full':
        told.diskFull++;
        disk.full = true;
        return soon(() => (disk.full = false), forAWhile);
      case 'lose':
        told.tabletsLost++;
        tablet.lose();
        return soon(() => tablet.open(), forAWhile);
      case 'loseCookie':
        told.cookiesLost++;
        return tablet.loseCookie();
      case 'disaster':
        // The server dies and every tablet with it: nobody can tell it again what it had said it has.
        told.tabletsLost += tablets.length;
        tablets.forEach((one) => one.lose());
        browsers.forEach((one) => one.drown());
        server.kill();
        return soon(() => tablets.forEach((one) => one.live.length || one.open()), forAWhile);
      case 'killServer':
        return server.kill();
      case 'fullServer':
        return server.tell({ fault: 'full' });
      case 'compaction':
        return server.tell({ fault: random.pick(['encoded', 'verified', 'snapshot-written', 'done'])! });
    }
  }

  // To see the early journal, tablets must come to rest now and then and say “on the server”.
  const busy = options.mode === 'early' ? 0.05 : options.browsers ? 0.15 : 0.5;
  const end = Date.now() + options.seconds * 1000;
  const closeAt = end - options.seconds * 250;
  let closed = false;
  const inUse = Promise.all(browsers.map((browser) => browser.use(end)));
  while (Date.now() < end) {
    for (const tablet of tablets) {
      const page = random.pick(tablet.live);
      if (page && random.chance(busy)) write(page, tablet);
    }
    if (random.chance(0.06)) harm(random.pick(tablets)!);
    if (!closed && Date.now() >= closeAt && server.up) {
      closed = true;
      server.tell({ close: true });
      // From a second hand at the same moment.
      server.tell({ close: true });
    }
    await sleep(random.below(30));
  }

  // Everything heals: cables, disks, pages; the server is up by itself.
  later.splice(0).forEach((work) => work());
  for (const tablet of tablets) {
    tablet.network.heal();
    tablet.disk.full = false;
    if (!tablet.live.length) tablet.open();
  }
  await inUse;
  await Promise.all(browsers.map((browser) => browser.heal()));
  await allSettled(tablets, browsers);
  server.tell({ close: true });
  // Longer than a page takes to look for what another page of its tablet left.
  await sleep(3_000);
  const restless = await allSettled(tablets, browsers);
  const documentName = meetingDocument(meetingId);
  const diaries = await Promise.all(browsers.map((browser) => browser.read(documentName)));
  const replicas = [
    ...tablets.flatMap(({ name, live }) => live.map((page) => ({ name, doc: page.connection.doc }))),
    ...diaries.map(({ name, kept }) => ({ name: `${name}'s copy`, doc: docOf(kept) }))
  ];
  await server.stop();
  const words = [...tablets, ...browsers].flatMap((tablet) => tablet.words);
  const verdict = await judge({ dataDir, documentName, words, restless, replicas, diaries });
  for (const tablet of tablets) {
    tablet.live.forEach((page) => page.kill());
    tablet.network.close();
  }
  browsers.forEach((browser) => browser.close());
  if (!verdict.faults.length) rmSync(dataDir, { recursive: true, force: true });
  return {
    ...verdict,
    ...told,
    words: words.length,
    typedInChromium: sum(browsers, ({ told }) => told.typedInChromium),
    chromiumOnServer: sum(browsers, ({ words }) => words.filter((word) => word.onServer).length),
    tabsLost: sum(browsers, ({ told }) => told.tabsLost),
    browsersKilled: sum(browsers, ({ told }) => told.browsersKilled),
    pagesFromTablet: sum(browsers, ({ told }) => told.pagesFromTablet),
    kills: server.kills,
    falls: server.falls,
    tookMs: Date.now() - began
  };
}

/** Until every page shows everything here and there, a few times in a row; gives who does not come to that. */
async function allSettled(tablets: Tablet[], browsers: BrowserTablet[]): Promise<string[]> {
  const until = Date.now() + HEAL_MS;
  const restless = () => [
    ...tablets
      .flatMap(({ name, live }) => live.map((page) => ({ name, page })))
      .filter(({ page }) => !page.settled)
      .map(({ name, page }) => `${name} ${page.connection.status} ${JSON.stringify(page.connection.saved)}`),
    ...browsers.filter((browser) => !browser.settled).map((browser) => browser.says)
  ];
  let calm = 0;
  for (; Date.now() < until && calm < 3; await sleep(200)) calm = restless().length ? 0 : calm + 1;
  return calm === 3 ? [] : [...restless(), 'never for long'];
}

function docOf(updates: Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  updates.forEach((update) => Y.applyUpdate(doc, update));
  return doc;
}

const sum = <T>(list: T[], figure: (one: T) => number) => list.reduce((all, one) => all + figure(one), 0);
