type Joined<Parts extends readonly object[]> = Parts extends readonly [infer First, ...infer Rest extends object[]]
  ? First & Joined<Rest>
  : unknown;

/** Returns one object of several parts. Unlike a spread, it keeps getters, so that what they read is read anew each time. */
export function joined<Parts extends object[]>(...parts: Parts): Joined<Parts> {
  const all = {};
  for (const part of parts) Object.defineProperties(all, Object.getOwnPropertyDescriptors(part));
  return all as Joined<Parts>;
}
