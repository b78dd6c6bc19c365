import { KEPT_MARK } from './kept-pages';

/** Whether this page came from the tablet and not from the server. */
export function isKeptPage(): boolean {
  if (typeof window === 'undefined') return false;
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.serverTiming?.some(({ name }) => name === KEPT_MARK) ?? false;
}

const AHEAD = 'stoolside-clock-ahead';

/**
 * The server's moment (ISO) to which this page's clock is set. A page fresh from the server says it itself; one that the
 * tablet kept was made long ago, and how far the server was ahead of this tablet's clock is remembered instead.
 */
export function servedAt(now: string): string {
  if (typeof window === 'undefined') return now;
  try {
    if (isKeptPage()) return new Date(Date.now() + (Number(localStorage.getItem(AHEAD)) || 0)).toISOString();
    localStorage.setItem(AHEAD, String(Date.parse(now) - Date.now()));
  } catch {
    // Without storage nothing was kept either.
  }
  return now;
}
