import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readPictureHeader } from '$lib/domain/attachments/picture-header';
import { sniff } from '$lib/domain/attachments/sniff';

const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#c84' } });
const TAKEN = { IFD0: { Make: 'Kamera' }, IFD2: { DateTimeOriginal: '2026:11:23 18:30:05' } };

describe('the head of a picture', () => {
  it('says its size and, in a JPEG, when it was taken', async () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }));
    await fc.assert(
      fc.asyncProperty(sizes, fc.constantFrom('jpeg', 'png', 'webp'), fc.boolean(), async (size, format, lossless) => {
        const [width, height] = size;
        const made = plain(width, height);
        const bytes = await (format === 'webp' ? made.webp({ lossless }) : made.toFormat(format as 'png')).toBuffer();
        expect(readPictureHeader(bytes)).toEqual({ size: { width, height }, taken: null });
      }),
      { numRuns: 60 }
    );
  });

  it('reads the camera’s clock, and how far that is from UTC', async () => {
    const told = { ...TAKEN, IFD2: { ...TAKEN.IFD2, OffsetTimeOriginal: '+08:00' } };
    const [without, withOffset] = await Promise.all(
      [TAKEN, told].map((exif) => plain(4, 3).withExif(exif).jpeg().toBuffer())
    );
    expect(readPictureHeader(without!)).toEqual({
      size: { width: 4, height: 3 },
      taken: { local: '2026-11-23T18:30:05', offset: null }
    });
    expect(readPictureHeader(withOffset!).taken).toEqual({ local: '2026-11-23T18:30:05', offset: '+08:00' });
  });

  it('of a WebP with more than a picture in it says the size too', async () => {
    const bytes = await plain(70, 50).withExif(TAKEN).webp().toBuffer();
    expect(readPictureHeader(bytes).size).toEqual({ width: 70, height: 50 });
  });

  it('bears any bytes, and any part of a picture', async () => {
    const whole = await plain(40, 30).withExif(TAKEN).jpeg().toBuffer();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(whole.length), fc.nat(whole.length), (bytes, at, cut) => {
        const spoilt = Buffer.from(whole);
        spoilt.set(bytes.subarray(0, Math.max(0, spoilt.length - at)), at);
        for (const one of [bytes, spoilt, spoilt.subarray(0, cut), whole.subarray(0, cut)]) {
          const { size, taken } = readPictureHeader(one);
          if (size) expect(size.width >= 0 && size.height >= 0).toBe(true);
          if (taken) expect(taken.local).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
          sniff(one);
        }
      }),
      { numRuns: 1000 }
    );
  });
});

describe('what a file is by its first bytes', () => {
  it('is a picture, a sound or nothing that we take', async () => {
    const made = async (format: 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'avif') =>
      sniff(await plain(9, 9).toFormat(format).toBuffer());
    expect(await made('jpeg')).toEqual({ kind: 'photo', type: 'image/jpeg' });
    expect(await made('png')).toEqual({ kind: 'photo', type: 'image/png' });
    expect(await made('webp')).toEqual({ kind: 'photo', type: 'image/webp' });
    for (const format of ['gif', 'tiff'] as const) expect(await made(format)).toBeNull();
    expect(sniff(Buffer.from('1a45dfa3', 'hex'))?.type).toBe('audio/webm');
    expect(sniff(Buffer.from('OggS'))?.type).toBe('audio/ogg');
    expect(sniff(Buffer.from('\0\0\0\x20ftypM4A '))?.type).toBe('audio/mp4');
    for (const text of ['', '<svg>', 'RIFF\0\0\0\0WAVE', '%PDF-1.7']) expect(sniff(Buffer.from(text))).toBeNull();
  });

  it('never takes a picture of the newer kind for a sound', async () => {
    expect(await plain(9, 9).avif().toBuffer().then(sniff)).toBeNull();
  });
});
