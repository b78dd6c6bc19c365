import { LARGEST, LONGEST_SIDE } from '../domain/attachments/upload-limits';
import { readPictureHeader, type PictureHeader } from '../domain/attachments/picture-header';

/** Keys of `words/photos`. */
export type PhotoRefusal = 'cannotRead' | 'tooManyPixels' | 'tooLarge';

export type Shrunk =
  { blob: Blob; width: number; height: number; takenAt: string; refused?: undefined } | { refused: PhotoRefusal };

/** Decoded it fills four bytes a pixel; more than this would take the page down on a cheap tablet. */
const MOST_PIXELS = 64_000_000;
const HEAD = 1024 * 1024;
const QUALITIES = [0.85, 0.7, 0.5];

/**
 * A picture as it leaves the tablet: upright, at most 2560 pixels long, drawn anew, so that nothing but pixels is left of it
 * (no position, no camera). When it was taken is read first. What this browser cannot draw is refused; the original is never
 * sent.
 */
export async function shrinkPhoto(file: Blob, { now = () => new Date() } = {}): Promise<Shrunk> {
  const header = await readHeader(file);
  // The gallery may give a file that is not on the tablet any more, or in a cloud that is out of reach.
  if (!header) return { refused: 'cannotRead' };
  if (header.size && header.size.width * header.size.height > MOST_PIXELS) return { refused: 'tooManyPixels' };
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return { refused: 'cannotRead' };
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const { width, height } = canvas;
  try {
    const paint = canvas.getContext('2d', { alpha: false });
    if (!paint) return { refused: 'cannotRead' };
    // What was transparent would come out black.
    paint.fillStyle = '#fff';
    paint.fillRect(0, 0, width, height);
    paint.imageSmoothingQuality = 'high';
    paint.drawImage(bitmap, 0, 0, width, height);
    // Two of them at once are too much for a cheap tablet.
    bitmap.close();
    for (const quality of QUALITIES) {
      const blob = await new Promise<Blob | null>((give) => canvas.toBlob(give, 'image/jpeg', quality));
      if (!blob) return { refused: 'cannotRead' };
      if (blob.size <= LARGEST.photo)
        return { blob, width, height, takenAt: takenAt(header.taken, file, now()).toISOString() };
    }
    return { refused: 'tooLarge' };
  } finally {
    bitmap.close();
    // Some browsers hold on to a canvas' memory for long.
    canvas.width = canvas.height = 0;
  }
}

/** null where its bytes cannot be had. */
async function readHeader(file: Blob): Promise<PictureHeader | null> {
  try {
    const first = readPictureHeader(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()));
    // Some cameras put megabytes (a map of depths, a small film) before the size, which must be known before it is decoded.
    if (first.size || file.size <= HEAD) return first;
    return readPictureHeader(new Uint8Array(await file.arrayBuffer()));
  } catch {
    return null;
  }
}

const EARLIEST = Date.UTC(2000, 0, 1);

/**
 * When it was taken, by the server's clock: the camera's word, else the file's. A tablet whose own clock is wrong has taken
 * it wrong by as much as that is wrong now. Never later than now.
 */
function takenAt(taken: PictureHeader['taken'], file: Blob, now: Date): Date {
  const ahead = now.getTime() - Date.now();
  const told = taken && Date.parse(taken.local + (taken.offset ?? ''));
  const said = [told, file instanceof File ? file.lastModified : null].find(
    (at) => typeof at === 'number' && at > EARLIEST && at <= Date.now()
  );
  return said ? new Date(said + ahead) : now;
}
