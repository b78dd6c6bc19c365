import { LINK_LIMITS } from '$lib/domain/party-links/link';

/** Counts what is done over each link within an hour, by the link and never by an address (rule P6); in memory only. */
export interface LinkMeasure {
  /** Seconds to wait; 0: go on, and it is counted. */
  take(linkId: string, what: keyof typeof LINK_LIMITS): number;
}

const HOUR_MS = 3600_000;

export function createLinkMeasure(now: () => Date): LinkMeasure {
  const windows = new Map<string, { since: number; n: number }>();
  return {
    take(linkId, what) {
      const key = `${what} ${linkId}`;
      const at = now().getTime();
      const existing = windows.get(key);
      const window = existing && at - existing.since < HOUR_MS ? existing : { since: at, n: 0 };
      windows.set(key, window);
      if (window.n >= LINK_LIMITS[what]) return Math.ceil((window.since + HOUR_MS - at) / 1000);
      window.n += 1;
      return 0;
    }
  };
}
