/** Somebody, or several, who came: as much as everybody may know. */
export interface Arrival {
  id: string;
  /** “3号楼”; empty: nobody said. */
  building: string;
  /** How many; more than one where heads were only counted. */
  count: number;
  /** The name, where its owner agreed that it be shown. */
  shownAs: string | null;
}

/** Of one record: a slip of the finger is no crowd. */
export const MOST_HEADS = 999;

export interface Presence {
  total: number;
  /** Those without a shown name, by building, the most first; an empty building is last. */
  groups: { building: string; count: number }[];
  names: string[];
}

/** Who is here, as everybody may see it: numbers by building, and names of those who agreed. */
export function presenceOf(arrivals: readonly Arrival[]): Presence {
  const counts = new Map<string, number>();
  const names: string[] = [];
  let total = 0;
  for (const { building, count, shownAs } of arrivals) {
    total += count;
    if (shownAs) names.push(shownAs);
    const unnamed = shownAs ? count - 1 : count;
    if (unnamed > 0) counts.set(building, (counts.get(building) ?? 0) + unnamed);
  }
  const groups = [...counts]
    .map(([building, count]) => ({ building, count }))
    .sort(
      (a, b) => Number(!a.building) - Number(!b.building) || b.count - a.count || (a.building < b.building ? -1 : 1)
    );
  return { total, groups, names };
}

/** What only staff may know of one who came. */
export interface PrivateArrival {
  id: string;
  householdId: string | null;
  name: string;
}

/** Records that are perhaps one person twice: one household, and names that do not contradict each other. */
export function possibleDoubles<P extends PrivateArrival>(people: readonly P[]): [P, P][] {
  const found: [P, P][] = [];
  people.forEach((person, at) => {
    for (const other of people.slice(at + 1)) {
      const sameHome = person.householdId !== null && person.householdId === other.householdId;
      const [a, b] = [person.name.trim(), other.name.trim()];
      if (sameHome && (a === b || !a || !b)) found.push([person, other]);
    }
  });
  return found;
}

export interface Household {
  id: string;
  building: string;
  unit: string;
  room: string;
}

/** “3号楼 2单元 201”, as it is said. */
export function householdLabel({ building, unit, room }: Omit<Household, 'id'>): string {
  return [building, unit && (/^\d+$/.test(unit) ? `${unit}单元` : unit), room].filter(Boolean).join(' ');
}

/** Households that a typed “3-201”, “3号楼201” or “201” may mean, at most so many. */
export function findHouseholds<H extends Omit<Household, 'id'>>(all: readonly H[], typed: string, most = 12): H[] {
  const parts = typed.normalize('NFKC').match(/\d+|[A-Za-z]+/g) ?? [];
  if (!parts.length) return [];
  const numbersOf = (text: string) => text.normalize('NFKC').match(/\d+|[A-Za-z]+/g) ?? [];
  return all
    .filter((home) => {
      const own = [...numbersOf(home.building), ...numbersOf(home.unit), ...numbersOf(home.room)];
      let at = 0;
      // In the order typed; the last part may be unfinished.
      return parts.every((part, n) => {
        const found = own.findIndex(
          (number, k) => k >= at && (n === parts.length - 1 ? number.startsWith(part) : number === part)
        );
        at = found + 1;
        return found >= 0;
      });
    })
    .slice(0, most);
}

export interface BadLine {
  line: number;
  text: string;
}

const MOST_HOUSEHOLDS = 20_000;

/**
 * Households from pasted lines or a CSV: building, unit, room, by commas, tabs or spaces, or `3-2-201`, `3号楼2单元201室`. A head
 * line is skipped, doubles are taken once, and lines that say no room are named.
 */
export function readHouseholds(text: string): { households: Omit<Household, 'id'>[]; bad: BadLine[] } {
  const seen = new Map<string, Omit<Household, 'id'>>();
  const bad: BadLine[] = [];
  text
    .normalize('NFKC')
    .split(/\r?\n/)
    .forEach((raw, at) => {
      const line = raw.trim();
      if (!line || (at === 0 && /楼栋|单元号|房号|building/i.test(line) && !/\d/.test(line))) return;
      const home = readHousehold(line);
      if (!home || seen.size >= MOST_HOUSEHOLDS) bad.push({ line: at + 1, text: line.slice(0, 60) });
      else seen.set(householdLabel(home), home);
    });
  return { households: [...seen.values()], bad };
}

function readHousehold(line: string): Omit<Household, 'id'> | null {
  const said =
    /^(\d+|[A-Za-z]\d*)\s*(?:号楼|栋|幢|座|号)\s*(?:(\d+|[A-Za-z])\s*单元)?\s*([A-Za-z]?\d{1,5}[A-Za-z]?)?\s*[室号]?$/.exec(
      line
    );
  const parts = said
    ? [said[1]!, said[2] ?? '', said[3] ?? '']
    : line.split(/[\s,;\t/\-–—]+/).map((part) => part.trim());
  const filled = parts.filter(Boolean);
  if (!said && (filled.length < 2 || filled.length > 3)) return null;
  const [building, unit, room] = said ? parts : filled.length === 3 ? filled : [filled[0]!, '', filled[1]!];
  const number = /^(\d{1,4}|[A-Za-z]\d{0,3})(?:号楼|栋|幢|座)?$/.exec(building!)?.[1];
  const bare = (part: string) => part.replace(/(单元|室)$/, '');
  if (!number || !room || !/^[A-Za-z]?\d{1,5}[A-Za-z]?$/.test(bare(room)) || !/^[0-9A-Za-z]{0,4}$/.test(bare(unit!)))
    return null;
  return { building: `${number}号楼`, unit: bare(unit!), room: bare(room) };
}

/** One stroke of a signature after another, points in hundredths of its box: `12,40 13,42;50,10 …`. */
export const LONGEST_SIGNATURE = 8_000;

/** Strokes as they are kept: points that lie almost on a line between their neighbours are left out. */
export function signatureOf(strokes: readonly (readonly { x: number; y: number }[])[]): string {
  const whole = (n: number) => Math.max(0, Math.min(999, Math.round(n * 10)));
  for (let apart = 4; apart <= 64; apart *= 2) {
    const text = strokes
      .filter((stroke) => stroke.length)
      .map((stroke) => {
        let last = { x: -Infinity, y: -Infinity };
        const kept = stroke
          .map(({ x, y }) => ({ x: whole(x), y: whole(y) }))
          .filter((point, at, all) => {
            const far = Math.hypot(point.x - last.x, point.y - last.y) >= apart || at === all.length - 1;
            if (far) last = point;
            return far;
          });
        return kept.map(({ x, y }) => `${x},${y}`).join(' ');
      })
      .join(';');
    if (text.length <= LONGEST_SIGNATURE) return text;
  }
  return '';
}

/** A signature as an SVG path in a box of 1000 by 1000; empty where it is none. */
export function signaturePath(signature: string): string {
  if (!/^[\d,; ]+$/.test(signature) || signature.length > LONGEST_SIGNATURE) return '';
  return signature
    .split(';')
    .map((stroke) => stroke.trim().split(' '))
    .filter((points) => points.every((point) => /^\d{1,3},\d{1,3}$/.test(point)))
    .map((points) => `M${points.join('L')}${points.length === 1 ? 'l1,1' : ''}`)
    .join('');
}
