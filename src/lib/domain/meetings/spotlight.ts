/**
 * What the facilitator has the shared screen show: one key of the document (`meta.spotlight`), written as a word, or a
 * word and an id. A bare id is an entry or an issue, as builds before these words wrote it.
 */
export type Spotlight =
  | { what: 'follow' }
  | { what: 'line'; id: string }
  | { what: 'poll' | 'photo' | 'report' | 'report-pictures' | 'dispute'; id: string }
  | { what: 'reports' | 'queue' | 'agenda' | 'people' | 'qr' };

const WITH_ID = ['poll', 'photo', 'report', 'report-pictures', 'dispute'] as const;
const ALONE = ['reports', 'queue', 'agenda', 'people', 'qr'] as const;

/** Reads the key; what no build knows is a line that is not found, and the screen then shows the diary. */
export function readSpotlight(value: string | null): Spotlight {
  if (!value) return { what: 'follow' };
  const alone = ALONE.find((word) => word === value);
  if (alone) return { what: alone };
  const at = value.indexOf(':');
  const word = WITH_ID.find((one) => one === value.slice(0, Math.max(0, at)));
  const id = value.slice(at + 1);
  return word && id ? { what: word, id } : { what: 'line', id: value };
}

/** The key for it; null lets the screen go back to the diary. */
export function spotlightKey(spotlight: Spotlight): string | null {
  if (spotlight.what === 'follow') return null;
  if (spotlight.what === 'line') return spotlight.id;
  return 'id' in spotlight ? `${spotlight.what}:${spotlight.id}` : spotlight.what;
}
