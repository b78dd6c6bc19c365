import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import sharp from 'sharp';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath } from '../support/browser.mjs';
import { shrinkPhoto } from '$lib/sync/shrink-photo';
import type { shrink } from './support/shrink-page';

// What leaves the tablet, before any server has had it in hand.

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: path.resolve('tests/sync/support/shrink-page.ts'), formats: ['iife'], name: 'page' }
    }
  });
  const [first] = [built].flat();
  if (!first || !('output' in first)) throw new Error('the page was not built');
  browser = await chromium.launch({
    executablePath: browserPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
  });
  page = await browser.newPage();
  await page.clock.setFixedTime(NOW);
  await page.addScriptTag({ content: first.output[0].code });
}, 60_000);
afterAll(() => browser?.close());

const NOW = Date.parse('2026-11-23T10:00:00Z');
const HOUR = 3_600_000;
const shrunk = (bytes: Uint8Array, { type = 'image/jpeg', lastModified = NOW - HOUR, now = NOW } = {}) =>
  page.evaluate(
    ([base64, type, lastModified, now]) =>
      (window as never as { page: { shrink: typeof shrink } }).page.shrink(base64, type, lastModified, now),
    [Buffer.from(bytes).toString('base64'), type, lastModified, now] as const
  );
async function taken(bytes: Uint8Array, given: Parameters<typeof shrunk>[1] = {}) {
  const made = await shrunk(bytes, given);
  if (made.refused !== undefined) throw new Error(made.refused);
  return { ...made, bytes: Buffer.from(made.base64, 'base64') };
}

const plain = (width: number, height: number, background = '#c84') =>
  sharp({ create: { width, height, channels: 3, background } });
/** Stored on its side: its left, which is red, is the top of what was seen. */
async function photograph(offset?: string) {
  const left = await plain(1600, 1800, '#f00').png().toBuffer();
  return await plain(3200, 1800, '#00f')
    .composite([{ input: left, left: 0, top: 0 }])
    .withExif({
      IFD0: { Make: 'Kamera' },
      IFD2: { DateTimeOriginal: '2021:03:20 18:30:05', ...(offset ? { OffsetTimeOriginal: offset } : {}) },
      IFD3: { GPSLatitude: '37/1 22/1 0/1', GPSLatitudeRef: 'N', GPSLongitude: '12/1 3/1 0/1', GPSLongitudeRef: 'W' }
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}
async function colourAt(bytes: Buffer, left: number, top: number) {
  const [red, green, blue] = await sharp(bytes).extract({ left, top, width: 1, height: 1 }).raw().toBuffer();
  return [red!, green!, blue!].map((one) => Math.round(one / 64));
}

describe('a picture that leaves the tablet', () => {
  it('is upright, at most 2560 pixels long, and knows neither place nor camera', async () => {
    const original = await photograph('+08:00');
    // The test's own picture does have what must go.
    expect(original.includes('Exif\0\0')).toBe(true);
    expect((await sharp(original).metadata()).orientation).toBe(6);
    const made = await taken(original);
    expect([made.type, made.width, made.height]).toEqual(['image/jpeg', 1440, 2560]);
    const told = await sharp(made.bytes).metadata();
    expect([told.format, told.width, told.height, told.orientation]).toEqual(['jpeg', 1440, 2560, undefined]);
    expect([told.exif, told.xmp, told.iptc]).toEqual([undefined, undefined, undefined]);
    for (const trace of ['Exif', 'Kamera', 'GPS']) expect(made.bytes.includes(trace)).toBe(false);
    expect(await colourAt(made.bytes, 720, 100)).toEqual([4, 0, 0]);
    expect(await colourAt(made.bytes, 720, 2460)).toEqual([0, 0, 4]);
  });

  it('that is small stays as large as it is, and what was transparent is white', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    const png = await sharp({ create: { width: 40, height: 30, channels: 4, background: clear } })
      .png()
      .toBuffer();
    const made = await taken(png, { type: 'image/png' });
    expect([made.width, made.height]).toEqual([40, 30]);
    expect(await colourAt(made.bytes, 20, 15)).toEqual([4, 4, 4]);
  });

  it('was taken when the camera says, else when the file was written, never later than now', async () => {
    const at = async (bytes: Uint8Array, given: Parameters<typeof shrunk>[1] = {}) =>
      (await taken(bytes, given)).takenAt;
    const silent = await plain(20, 20).jpeg().toBuffer();
    expect(await at(await photograph('+08:00'))).toBe('2021-03-20T10:30:05.000Z');
    expect(await at(silent)).toBe('2026-11-23T09:00:00.000Z');
    expect(await at(silent, { lastModified: NOW + HOUR })).toBe('2026-11-23T10:00:00.000Z');
    expect(await at(silent, { lastModified: Date.UTC(1999, 0, 1) })).toBe('2026-11-23T10:00:00.000Z');
    // The server's clock is two hours ahead: the tablet's is slow, and was when the file was written.
    expect(await at(silent, { now: NOW + 2 * HOUR })).toBe('2026-11-23T11:00:00.000Z');
  });
});

describe('a picture that is not taken', () => {
  it('is one that this browser cannot draw', async () => {
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
    expect(await shrunk(heic, { type: 'image/heic' })).toEqual({ refused: 'cannotRead' });
    const torn = (await photograph()).subarray(0, 300);
    expect(await shrunk(torn)).toEqual({ refused: 'cannotRead' });
    expect(await shrunk(Buffer.from('<svg/>'), { type: 'image/svg+xml' })).toEqual({ refused: 'cannotRead' });
    expect(await shrunk(Buffer.alloc(0))).toEqual({ refused: 'cannotRead' });
  });

  it('is one with more pixels than a tablet bears, also where its size stands behind megabytes of other things', async () => {
    const huge = await plain(60, 50).jpeg().toBuffer();
    const frame = huge.indexOf(Buffer.from([0xff, 0xc0]));
    huge.writeUInt16BE(12_000, frame + 5);
    huge.writeUInt16BE(16_000, frame + 7);
    expect(await shrunk(huge)).toEqual({ refused: 'tooManyPixels' });
    const segment = Buffer.concat([Buffer.from([0xff, 0xe2, 0xff, 0xff]), Buffer.alloc(0xffff - 2)]);
    const behind = Buffer.concat([huge.subarray(0, 2), ...Array<Buffer>(20).fill(segment), huge.subarray(2)]);
    expect(await shrunk(behind)).toEqual({ refused: 'tooManyPixels' });
  });

  it('is one whose bytes cannot be had', async () => {
    const away = {
      size: 10,
      slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) })
    };
    expect(await shrinkPhoto(away as unknown as Blob)).toEqual({ refused: 'cannotRead' });
  });
});
