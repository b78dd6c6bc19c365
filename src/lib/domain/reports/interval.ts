export interface Interval {
  low: number;
  high: number;
}

/** The 97.5 % point of the normal distribution: intervals hold 95 %. */
const Z = 1.959963984540054;

/**
 * Wilson's score interval for a rate (E. B. Wilson, JASA 22, 1927, 209–212; recommended for small numbers by Brown, Cai and DasGupta,
 * Statistical Science 16, 2001, 101–133): it never leaves 0 to 1, and 3 of 3 is not a certainty. `n` at least 1; `hits` need not be
 * whole.
 */
export function wilson(hits: number, n: number): Interval {
  const rate = hits / n;
  const spread = Z * Math.sqrt((rate * (1 - rate)) / n + (Z * Z) / (4 * n * n));
  const middle = rate + (Z * Z) / (2 * n);
  const whole = 1 + (Z * Z) / n;
  // At either end the formula is exact and only its arithmetic is not.
  return {
    low: hits <= 0 ? 0 : Math.max(0, (middle - spread) / whole),
    high: hits >= n ? 1 : Math.min(1, (middle + spread) / whole)
  };
}

/**
 * An interval for the mean of `n` scores from 1 to 5: Wilson's on the mean brought to 0 to 1. No score between two bounds varies more
 * than a yes and no of the same mean does (Bhatia and Davis, American Mathematical Monthly 107, 2000, 353–357), so that it
 * holds 95 % or more; and three fives are not a certainty either.
 */
export function scoreInterval(mean: number, n: number): Interval {
  const { low, high } = wilson(((mean - 1) / 4) * n, n);
  return { low: 1 + 4 * low, high: 1 + 4 * high };
}

/**
 * Which of `n` sorted values bound their median with 95 % or more, counted from 1 at either end, from the binomial distribution alone
 * (David and Nagaraja, Order Statistics, 3rd ed., §7.1); null below 6 values, where even the two outermost hold less.
 */
export function medianRank(n: number): number | null {
  if (n < 6) return null;
  // Beyond, 2^-n is lost in a double and the normal approximation is out by less than one rank.
  if (n > 1000) return Math.max(1, Math.floor((n + 1 - Z * Math.sqrt(n)) / 2));
  let term = 2 ** -n;
  let below = 0;
  let rank = 0;
  for (let k = 0; ; k++) {
    below += term;
    if (below > 0.025) return rank;
    rank = k + 1;
    term = (term * (n - k)) / (k + 1);
  }
}
