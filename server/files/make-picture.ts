import type { Sharp } from 'sharp';

/** A picture made anew from its pixels: upright, no larger than needed, and nothing else that the file had carried. */
export interface Picture {
  large: Buffer;
  small: Buffer;
  width: number;
  height: number;
}

/** As the tablet shrinks it; another client's is brought to the same. */
const LONGEST = 2560;
const SMALL = 480;
/** A small file can claim to be a picture of a hundred thousand pixels a side. */
const MOST_PIXELS = 50_000_000;
const SECONDS = 20;

type Read = (bytes: Buffer) => Sharp;
let reader: Promise<Read> | undefined;

/** Loaded when the first picture comes. Only the readers of three formats are left on; the others are where faults were found. */
function load(): Promise<Read> {
  return (reader ??= import('sharp').then(({ default: sharp }) => {
    sharp.concurrency(1);
    sharp.cache(false);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({
      operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer']
    });
    return (bytes) =>
      sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true }).timeout({
        seconds: SECONDS
      });
  }));
}

let last: Promise<unknown> = Promise.resolve();
let waiting = 0;
/** Each holds its bytes meanwhile. */
const MOST_WAITING = 8;

/**
 * Makes a picture anew (JPEG, sRGB, upright; no EXIF, no position, no thumbnail survives). One at a time: the pixels of one
 * fill some hundred megabytes. Null where the bytes are no whole picture; 'busy' where too many wait.
 */
export async function makePicture(bytes: Buffer): Promise<Picture | null | 'busy'> {
  if (waiting >= MOST_WAITING) return 'busy';
  waiting += 1;
  const work = last.then(() => make(bytes)).finally(() => (waiting -= 1));
  last = work.catch(() => {});
  return await work;
}

async function make(bytes: Buffer): Promise<Picture | null> {
  const read = await load();
  try {
    const upright = read(bytes)
      .autoOrient()
      .resize(LONGEST, LONGEST, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 84 });
    const { data: large, info } = await upright.toBuffer({ resolveWithObject: true });
    const small = await read(large)
      .resize(SMALL, SMALL, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 72 })
      .toBuffer();
    return { large, small, width: info.width, height: info.height };
  } catch {
    // Whatever libvips says of it, the answer is one: this is no picture that can be shown.
    return null;
  }
}
