import { shrinkPhoto } from '../../../src/lib/sync/shrink-photo';

/** Bytes go in and out as base64; whatever the page has is said in words that survive the way. */
export async function shrink(base64: string, type: string, lastModified: number, now: number) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const made = await shrinkPhoto(new File([bytes], 'photo', { type, lastModified }), { now: () => new Date(now) });
  if (made.refused) return { refused: made.refused };
  const out = new Uint8Array(await made.blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < out.length; at += 8192) text += String.fromCharCode(...out.subarray(at, at + 8192));
  return { base64: btoa(text), type: made.blob.type, width: made.width, height: made.height, takenAt: made.takenAt };
}
