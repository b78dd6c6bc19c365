/** The number people use: year and a count that starts anew each year, at least four digits (2026-0042). */
export function itemNumber(year: number, count: number): string {
  return `${year}-${String(count).padStart(4, '0')}`;
}

/** The count within its year; null for what is no number of an item. */
export function countOf(number: string): number | null {
  const found = /^\d{4}-(\d{4,})$/.exec(number);
  return found ? Number(found[1]) : null;
}
