import type { UploadKind } from './upload-limits';

export interface Sniffed {
  kind: UploadKind;
  type: 'image/jpeg' | 'image/png' | 'image/webp' | 'audio/webm' | 'audio/ogg' | 'audio/mp4';
}

const ascii = (bytes: Uint8Array, at: number, text: string) =>
  [...text].every((letter, n) => bytes[at + n] === letter.charCodeAt(0));
const starts = (bytes: Uint8Array, ...first: number[]) => first.every((one, n) => bytes[n] === one);

/** Of an ISO file that holds sound; AVIF and HEIC begin alike. */
const BRANDS = ['M4A ', 'M4B ', 'mp41', 'mp42', 'isom', 'iso2', 'iso4', 'iso5', 'iso6', 'dash'];

/**
 * What a file is by its first bytes, whatever it calls itself (https://mimesniff.spec.whatwg.org, §6); null where it is none
 * that we take.
 */
export function sniff(bytes: Uint8Array): Sniffed | null {
  if (starts(bytes, 0xff, 0xd8, 0xff)) return { kind: 'photo', type: 'image/jpeg' };
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return { kind: 'photo', type: 'image/png' };
  if (ascii(bytes, 0, 'RIFF') && ascii(bytes, 8, 'WEBPVP')) return { kind: 'photo', type: 'image/webp' };
  if (starts(bytes, 0x1a, 0x45, 0xdf, 0xa3)) return { kind: 'voice', type: 'audio/webm' };
  if (ascii(bytes, 0, 'OggS')) return { kind: 'voice', type: 'audio/ogg' };
  if (ascii(bytes, 4, 'ftyp') && BRANDS.some((brand) => ascii(bytes, 8, brand)))
    return { kind: 'voice', type: 'audio/mp4' };
  return null;
}
