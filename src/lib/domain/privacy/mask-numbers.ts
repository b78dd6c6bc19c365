// Mainland mobile numbers (11 digits from 13 to 19) and identity numbers (18 places, the last may be X: GB 11643-1999),
// also when written with spaces or hyphens.
const MOBILE = /(?<![\d])1[3-9](?:[ -]?\d){9}(?!\d)/g;
const IDENTITY = /(?<![\d])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![\dXx])/g;

const hide = (found: string, kept: number) =>
  [...found].map((character, n) => (n < kept || !/[\dXx]/.test(character) ? character : '*')).join('');

/** A sentence with phone and identity numbers masked, for everything the public reads. */
export function maskNumbers(text: string): string {
  return text.replace(IDENTITY, (found) => hide(found, 2)).replace(MOBILE, (found) => hide(found, 1));
}
