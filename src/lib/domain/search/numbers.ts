import { countOf } from '../ledger/item-number';

/** What a query may mean as a number: the whole of one (2026-0042, 2026-42), or a count of any year (42). */
export interface NumberAsked {
  year: number | null;
  count: number;
}

/** The number that was typed, if it was nothing else. */
export function numberAsked(query: string): NumberAsked | null {
  const typed = query.normalize('NFKC').trim().replace(/\s+/g, '');
  const whole = /^(\d{4})[-–—－年](\d{1,7})号?$/.exec(typed);
  if (whole) return { year: Number(whole[1]), count: Number(whole[2]) };
  return /^#?\d{1,7}号?$/.test(typed) ? { year: null, count: Number(typed.replace(/\D/g, '')) } : null;
}

const YEAR = 10_000_000;

/** A number of an item as one that is sorted and looked up by; 0 for what is none. */
export function serialOf(number: string): number {
  const count = countOf(number);
  return count === null ? 0 : Number(number.slice(0, 4)) * YEAR + count;
}

/** The serials of all items of a year lie from the first to before the second. */
export function serialsOfYear(year: number): [from: number, to: number] {
  return [year * YEAR, (year + 1) * YEAR];
}
