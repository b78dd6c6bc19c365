/** A generator of its own, so that the same seed gives the same ledger on any machine (mulberry32). */
export function randomOf(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number) => Math.floor(next() * n);
  const hex = (digits: number) => Array.from({ length: digits / 4 }, () => below(65_536).toString(16).padStart(4, '0'));
  return {
    next,
    below,
    of: <T>(list: readonly T[]): T => list[below(list.length)]!,
    /** One of the list by its weight. */
    weighed<T>(list: readonly (readonly [T, number])[]): T {
      let at = next() * list.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of list) if ((at -= weight) < 0) return value;
      return list.at(-1)![0];
    },
    uuid(): string {
      const [a, b, c, , e, f, g, h] = hex(32);
      return `${a}${b}-${c}-4${hex(4)[0]!.slice(1)}-8${e!.slice(1)}-${f}${g}${h}`;
    }
  };
}
export type Random = ReturnType<typeof randomOf>;
