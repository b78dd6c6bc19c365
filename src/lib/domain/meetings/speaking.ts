/** One stretch of speech, from 请他说 to 说完了. */
export interface Spell {
  id: string;
  /** ISO */
  start: string;
  /** ISO; null while it runs, or where the tablet died before anybody stopped it */
  end: string | null;
}

/** Somebody who asked for the floor, and what he has said since. */
export interface Asking {
  id: string;
  name: string;
  /** ISO */
  askedAt: string;
  /** Fractional key; null unless a person has set this place by hand. */
  order: string | null;
  spells: readonly Spell[];
}

/** The community's usual turn. */
export const USUAL_TURN_MS = 3 * 60_000;
/** Nobody speaks longer at a stool meeting: a clock that runs on was forgotten. */
export const LONGEST_SPELL_MS = 30 * 60_000;
/** A turn ended sooner was a slip of the thumb, and the person still waits. */
const SLIP_MS = 5_000;

interface Timed extends Spell {
  asking: string;
  ms: number;
  running: boolean;
}

/**
 * All spells with what they lasted. One person has the floor at a time: where two tablets let two people speak, or a tablet
 * died with its clock running, a spell ends with the next one's start.
 */
function timed(queue: readonly Asking[], now: number): Timed[] {
  const spells = queue
    .flatMap(({ id: asking, spells }) => spells.map((spell) => ({ ...spell, asking, from: Date.parse(spell.start) })))
    .filter(({ from }) => !Number.isNaN(from))
    .sort((a, b) => a.from - b.from || compare(a.id, b.id) || compare(a.asking, b.asking));
  return spells.map(({ from, ...spell }, n) => {
    const last = n === spells.length - 1;
    const ended = spell.end === null ? NaN : Date.parse(spell.end);
    const limit = Math.min(from + LONGEST_SPELL_MS, last ? Infinity : spells[n + 1]!.from);
    const running = last && Number.isNaN(ended) && now < limit;
    const until = running ? now : Math.min(Number.isNaN(ended) ? limit : ended, limit);
    return { ...spell, running, ms: Math.max(0, until - from) };
  });
}

/** People are known by the name they were queued by. */
export function sameName(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, ' ').trim();
}

export interface Floor<T extends Asking> {
  /** Who is speaking, by the latest spell; null when nobody is. */
  speaking: { asking: T; spell: Spell; ms: number } | null;
  /** Who waits, in the order of the queue; `again`: has spoken in this meeting before. */
  waiting: readonly { asking: T; again: boolean }[];
  /** Who has spoken, latest first. */
  done: readonly T[];
  shares: readonly Share[];
}

export interface Share {
  name: string;
  ms: number;
  /** 0 to 1; all of them add up to 1 as soon as anybody has spoken. */
  share: number;
}

/**
 * The floor at a moment: who speaks, who waits, who has had how much of the time. Whoever has not spoken in this meeting goes
 * first, then who asked first; a place that a person has set by hand goes before both.
 */
export function floorAt<T extends Asking>(queue: readonly T[], now: number): Floor<T> {
  const spells = timed(queue, now);
  const running = spells.find((spell) => spell.running) ?? null;
  const spoken = new Map<string, number>();
  for (const { asking, ms } of spells) spoken.set(asking, (spoken.get(asking) ?? 0) + ms);
  const isDone = ({ id }: T) => id !== running?.asking && (spoken.get(id) ?? 0) >= SLIP_MS;

  const done = queue.filter(isDone);
  const heard = new Set(done.map(({ name }) => sameName(name)));
  const holder = running && queue.find(({ id }) => id === running.asking);
  if (holder) heard.add(sameName(holder.name));
  const lastOf = new Map(spells.map((spell, n) => [spell.asking, n]));
  return {
    speaking: running && holder ? { asking: holder, spell: running, ms: running.ms } : null,
    waiting: queue
      .filter((asking) => asking !== holder && !isDone(asking))
      .map((asking) => ({ asking, again: heard.has(sameName(asking.name)) }))
      .sort(inQueue),
    done: done.sort((a, b) => (lastOf.get(b.id) ?? -1) - (lastOf.get(a.id) ?? -1)),
    shares: sharesOf(queue, spells)
  };
}

type Waiting = { asking: Asking; again: boolean };
function inQueue({ asking: a, again: spokeA }: Waiting, { asking: b, again: spokeB }: Waiting): number {
  if (a.order !== null || b.order !== null) {
    if (a.order === null) return 1;
    if (b.order === null) return -1;
    return compare(a.order, b.order) || compare(a.id, b.id);
  }
  return Number(spokeA) - Number(spokeB) || compare(a.askedAt, b.askedAt) || compare(a.id, b.id);
}

function sharesOf(queue: readonly Asking[], spells: readonly Timed[]): Share[] {
  const names = new Map(queue.map(({ id, name }) => [id, sameName(name)]));
  const byName = new Map<string, number>();
  for (const { asking, ms } of spells) {
    const name = names.get(asking) ?? '';
    if (ms > 0) byName.set(name, (byName.get(name) ?? 0) + ms);
  }
  const total = [...byName.values()].reduce((sum, ms) => sum + ms, 0);
  return [...byName]
    .map(([name, ms]) => ({ name, ms, share: ms / total }))
    .sort((a, b) => b.ms - a.ms || compare(a.name, b.name));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
