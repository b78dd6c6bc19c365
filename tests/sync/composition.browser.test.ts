import path from 'node:path';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browserPath } from '../support/browser.mjs';

// Chromium's own input method machinery, driven over its debugging protocol: what a pinyin keyboard does, event by event.

interface State {
  field: string;
  here: string;
  there: string;
  caret: number;
  seen: string[];
}

let browser: Browser;
let script: string;
let page: Page;
let cdp: CDPSession;

beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { $lib: path.resolve('src/lib') } },
    build: {
      write: false,
      minify: false,
      lib: { entry: path.resolve('tests/sync/support/two-tablets.ts'), formats: ['iife'], name: 'page' }
    }
  });
  const [first] = [built].flat();
  if (!first || !('output' in first)) throw new Error('the page was not built');
  script = first.output[0].code;
  browser = await chromium.launch({
    executablePath: browserPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
  });
}, 60_000);
afterAll(() => browser?.close());

beforeEach(async () => {
  page = await browser.newPage();
  await page.setContent('<textarea style="width:300px;height:100px"></textarea>');
  await page.addScriptTag({ content: script });
  cdp = await page.context().newCDPSession(page);
});
afterEach(() => page.close());

const call = (name: string, ...given: (string | number)[]) =>
  page.evaluate(([name, given]) => (window as never as Record<string, (...all: unknown[]) => void>)[name]!(...given), [
    name,
    given
  ] as const);
const state = () => page.evaluate(() => (window as never as { state: () => State }).state());
const compose = (text: string) =>
  cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
const commit = (text: string) => cdp.send('Input.insertText', { text });

async function agree(expected: string) {
  const now = await state();
  expect(now).toMatchObject({ field: expected, here: expected, there: expected });
  return now;
}

describe('a pinyin composition', () => {
  it('shows the other side nothing until the word is chosen', async () => {
    await call('begin', '楼道');
    for (const letters of ['d', 'de', 'den', 'deng']) await compose(letters);
    expect(await state()).toMatchObject({ field: '楼道deng', here: '楼道', there: '楼道', seen: [] });
    await commit('灯');
    const now = await agree('楼道灯');
    expect(now.seen.join()).not.toMatch(/[a-z]/);
    expect(now.caret).toBe(3);
  });

  it('keeps what others write before, behind and into the text meanwhile', async () => {
    await call('begin', '三楼到五楼');
    await call('caret', 2);
    await compose('de');
    await call('otherInserts', 0, '【二单元】');
    await compose('dengmie');
    await call('otherInserts', 10, '全黑');
    expect((await state()).field).toBe('三楼dengmie到五楼');
    await commit('灯灭');
    const now = await agree('【二单元】三楼灯灭到五楼全黑');
    expect(now.caret).toBe(9);
    expect(now.seen.join()).not.toMatch(/[a-z]/);
  });

  it('replaces a selection where it still stands, and leaves what others put into its middle', async () => {
    await call('begin', '今天修门');
    await call('caret', 2, 4);
    await compose('huan');
    await call('otherInserts', 3, '东');
    await commit('换灯');
    const now = await state();
    expect(now.field).toBe(now.here);
    expect(now.there).toBe(now.here);
    expect([...now.here].sort()).toEqual([...'今天换灯东'].sort());
  });

  it('given up leaves the text as it was, with what others wrote', async () => {
    await call('begin', '门锁');
    await compose('huai');
    await call('otherInserts', 2, '坏了');
    await compose('');
    await commit('');
    await agree('门锁坏了');
  });

  it('takes no word with it when its field goes', async () => {
    await call('begin', '路');
    await compose('deng');
    await call('otherInserts', 0, '东');
    await call('leave');
    const now = await state();
    expect(now.here).toBe(now.there);
    expect(now.here.startsWith('东路')).toBe(true);
  });

  it('several words one after the other, with another writer all the time', async () => {
    await call('begin', '记');
    const words = ['长椅', '放在', '树底下', '夏天', '晒不着'];
    for (const [n, word] of words.entries()) {
      await compose('pin');
      await call('otherInserts', 0, String(n));
      await compose('pinyin');
      await commit(word);
    }
    await agree('43210记长椅放在树底下夏天晒不着');
  });
});

describe('two people in one field', () => {
  it('type without a composition and lose nothing', async () => {
    await call('begin', 'ab');
    await call('caret', 1);
    await page.keyboard.type('1');
    await call('otherInserts', 0, '头');
    await page.keyboard.type('2');
    await call('otherInserts', 5, '尾');
    await page.keyboard.type('3');
    const now = await agree('头a123b尾');
    expect(now.caret).toBe(5);
  });

  it('undo takes back one’s own words and not the other’s', async () => {
    await call('begin', '门');
    await page.keyboard.type('x');
    await call('otherInserts', 0, '东');
    await page.keyboard.press('Control+z');
    await agree('东门');
    await page.keyboard.press('Control+Shift+z');
    await agree('东门x');
  });

  it('a paste with lines of another system comes in whole', async () => {
    await call('begin', '甲');
    await cdp.send('Input.insertText', { text: '一\r\n二' });
    await agree('甲一\n二');
  });
});
