import { mostUrgent, type Urgency } from './kind';
import { firstAllowed, mayGo, type SendingRules } from './quiet';

/** One notice that waits at one channel. */
export interface Waiting {
  id: string;
  urgency: Urgency;
  /** ms */
  nextAt: number;
  /** The message it already went out with, perhaps; null: not tried yet. */
  bundleId: string | null;
}

export interface Picked {
  /** What goes out now, as one message; empty: nothing. */
  take: string[];
  /** The message's id where it was tried before. */
  bundleId: string | null;
  /** What must not go out now, and when it may. */
  later: { id: string; at: number }[];
}

/**
 * What goes out through a channel now. One message at a time: first one that was tried before (with the same content), then
 * everything that is due, and with it whatever urgent thing still gathers. `machine`: a program listens, each thing by itself
 * and at any hour.
 */
export function pickBundle(rows: readonly Waiting[], now: number, rules: SendingRules, machine = false): Picked {
  const due = [...rows].filter((row) => row.nextAt <= now).sort((a, b) => a.nextAt - b.nextAt);
  const later: Picked['later'] = [];

  const tried = [...new Set(due.flatMap((row) => row.bundleId ?? []))];
  for (const bundleId of tried) {
    const all = rows.filter((row) => row.bundleId === bundleId);
    const urgency = mostUrgent(all.map((row) => row.urgency));
    if (machine || mayGo(urgency, now, rules)) return { take: all.map((row) => row.id), bundleId, later };
    later.push(...all.map(({ id }) => ({ id, at: firstAllowed(urgency, now, rules) })));
  }

  const fresh = due.filter((row) => row.bundleId === null);
  const wanted = fresh.find((row) => row.urgency === 'now') ?? (machine ? fresh[0] : undefined);
  if (wanted) return { take: [wanted.id], bundleId: null, later };

  const go = fresh.filter((row) => mayGo(row.urgency, now, rules));
  later.push(
    ...fresh
      .filter((row) => !go.includes(row))
      .map(({ id, urgency }) => ({ id, at: firstAllowed(urgency, now, rules) }))
  );
  if (!go.length) return { take: [], bundleId: null, later };
  const along = rows.filter(
    (row) => row.bundleId === null && row.urgency === 'soon' && row.nextAt > now && mayGo('soon', now, rules)
  );
  return { take: [...go, ...along].map((row) => row.id), bundleId: null, later };
}
