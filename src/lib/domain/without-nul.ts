/**
 * U+0000 is nothing that anybody writes, and some databases take none of it: it is left out wherever text comes in, which is
 * in forms and addresses (hooks.server.ts), in the API's bodies and queries, and where a document is read.
 */
export function withoutNul(text: string): string {
  return text.includes('\u0000') ? text.replaceAll('\u0000', '') : text;
}

/** The same for all strings in a value of JSON, the names of its fields too. */
export function withoutNuls(value: unknown): unknown {
  if (typeof value === 'string') return withoutNul(value);
  if (Array.isArray(value)) return value.map(withoutNuls);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [withoutNul(key), withoutNuls(field)]));
}
