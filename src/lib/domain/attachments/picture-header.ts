/** What a picture's head says, read without decoding it. */
export interface PictureHeader {
  /** Pixels as stored, before it is turned upright; null where the head does not say. */
  size: { width: number; height: number } | null;
  /** When it was taken, by the camera's clock (`2026-11-23T18:30:05`), and the clock's offset (`+08:00`) where it is told. */
  taken: { local: string; offset: string | null } | null;
}

const NOTHING: PictureHeader = { size: null, taken: null };

/** The head of a JPEG, PNG or WebP. Bears any bytes: what cannot be read is null. */
export function readPictureHeader(bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (view.getUint16(0) === 0xffd8) return jpeg(view);
    if (view.getUint32(0) === 0x89504e47)
      return { size: { width: view.getUint32(16), height: view.getUint32(20) }, taken: null };
    if (view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57454250) return { size: webp(view), taken: null };
  } catch {
    // The end came before what it had announced.
  }
  return NOTHING;
}

/** Segment by segment up to the frame header (ITU-T T.81, Annex B). */
function jpeg(view: DataView): PictureHeader {
  let taken: PictureHeader['taken'] = null;
  for (let at = 2; at + 9 < view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return { size: null, taken };
    const marker = view.getUint8(at + 1);
    // Fill bytes, and markers without a length.
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else if (marker === 0xd9 || marker === 0xda) return { size: null, taken };
    else {
      const length = view.getUint16(at + 2);
      if (length < 2) return { size: null, taken };
      const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
      if (frame) return { size: { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }, taken };
      if (marker === 0xe1 && !taken) taken = exif(view, at + 4, Math.min(at + 2 + length, view.byteLength));
      at += 2 + length;
    }
  }
  return { size: null, taken };
}

const EXIF_IFD = 0x8769;
const DATE_TIME_ORIGINAL = 0x9003;
const OFFSET_TIME_ORIGINAL = 0x9011;

/** DateTimeOriginal of an APP1 segment (Exif 2.32, CIPA DC-008). */
function exif(view: DataView, from: number, end: number): PictureHeader['taken'] {
  try {
    if (view.getUint32(from) !== 0x45786966) return null;
    const start = from + 6;
    const little = view.getUint16(start) === 0x4949;
    const u16 = (at: number) => view.getUint16(at, little);
    const u32 = (at: number) => view.getUint32(at, little);
    /** Where the value of a tag stands in a directory; null where it is not there. */
    const find = (directory: number, tag: number): number | null => {
      const at = start + directory;
      const entries = Math.min(u16(at), 500);
      for (let n = 0; n < entries; n++) {
        const entry = at + 2 + n * 12;
        if (entry + 12 > end) return null;
        if (u16(entry) === tag) return entry;
      }
      return null;
    };
    const text = (directory: number, tag: number, length: number): string | null => {
      const entry = find(directory, tag);
      if (entry === null) return null;
      const at = start + u32(entry + 8);
      if (at + length > end) return null;
      return String.fromCharCode(...Array.from({ length }, (_, n) => view.getUint8(at + n)));
    };
    const pointer = find(u32(start + 4), EXIF_IFD);
    if (pointer === null) return null;
    const inner = u32(pointer + 8);
    const said = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(text(inner, DATE_TIME_ORIGINAL, 19) ?? '');
    if (!said) return null;
    const [, year, month, day, hour, minute, second] = said;
    const offset = text(inner, OFFSET_TIME_ORIGINAL, 6);
    return {
      local: `${year}-${month}-${day}T${hour}:${minute}:${second}`,
      offset: offset && /^[+-]\d\d:\d\d$/.test(offset) ? offset : null
    };
  } catch {
    return null;
  }
}

/** RFC 9649, §2: the three kinds of first chunk. */
function webp(view: DataView): { width: number; height: number } | null {
  const u24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  switch (view.getUint32(12)) {
    case 0x56503858: // VP8X
      return { width: u24(24) + 1, height: u24(27) + 1 };
    case 0x5650384c: {
      // VP8L
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 0x56503820: // VP8
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    default:
      return null;
  }
}
