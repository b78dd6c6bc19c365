/** Half of a character that takes two: JSON and a document may carry one. */
const HALF = /\p{Surrogate}/gu;

/**
 * Returns a text as every database and file keeps it: U+0000, which nobody writes and some databases refuse, is left out, and half
 * a character becomes U+FFFD, as it would when it is written in UTF-8: what is hashed is what is kept. Wherever text comes in,
 * which is in forms and addresses (hooks.server.ts), in the API's bodies and queries, and where a document is read.
 */
export function wellFormed(text: string): string {
  const whole = text.includes('\u0000') ? text.replaceAll('\u0000', '') : text;
  return whole.replace(HALF, '\uFFFD');
}

/** The same for all strings in a value of JSON, the names of its fields too. */
export function wellFormedValue<T>(value: T): T {
  return clean(value) as T;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [wellFormed(key), clean(field)]));
}
