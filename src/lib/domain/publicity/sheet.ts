/** One thing of a public page that can change by itself: a heading, an entry, an issue. Plain data; a component draws it. */
export interface Piece {
  /** Unique on the page; the id of its element. */
  id: string;
  /** The element it stands in, in the order of the list. */
  place: string;
  /** Which component draws it. */
  kind: string;
  props: Readonly<Record<string, unknown>>;
}

export interface LaidPiece extends Piece {
  /** The sheet's version at which it came, changed or moved. */
  since: number;
  /** What `props` says, for comparing. */
  print: string;
}

/**
 * A public page at one version. Since every piece knows when it last changed, whoever holds any earlier version of the
 * same run can be told exactly what it lacks, without a history of messages being kept.
 */
export interface Sheet {
  version: number;
  pieces: readonly LaidPiece[];
  /** Removed ids and when. */
  removed: ReadonlyMap<string, number>;
}

export interface SheetChange {
  /** `set` is everything: what is not in it goes. */
  full: boolean;
  /** In page order; each goes right behind `after` in its place, first in it when null. */
  set: { piece: LaidPiece; after: string | null }[];
  remove: string[];
}

/** The next version of a sheet. Pieces that did not change are the same objects as before. */
export function layOut(before: Sheet | null, pieces: readonly Piece[], version: number): Sheet {
  const old = new Map(before?.pieces.map((piece, at) => [piece.id, { piece, at }]));
  const stays = keptInOrder(pieces.map((piece) => old.get(piece.id)?.at ?? -1));
  const laid = pieces.map((piece, at): LaidPiece => {
    const was = old.get(piece.id)?.piece;
    const print = JSON.stringify(piece.props);
    const same = was && stays.has(at) && was.print === print && was.kind === piece.kind && was.place === piece.place;
    return same ? was : { ...piece, print, since: version };
  });
  const removed = new Map(before?.removed);
  for (const id of old.keys()) removed.set(id, version);
  for (const { id } of laid) removed.delete(id);
  return { version, pieces: laid, removed };
}

/** What a reader who holds `version` lacks; null: everything. */
export function changesSince(sheet: Sheet, version: number | null): SheetChange {
  const lastIn = new Map<string, string>();
  const set: SheetChange['set'] = [];
  for (const piece of sheet.pieces) {
    if (version === null || piece.since > version) set.push({ piece, after: lastIn.get(piece.place) ?? null });
    lastIn.set(piece.place, piece.id);
  }
  const remove = version === null ? [] : [...sheet.removed].filter(([, at]) => at > version).map(([id]) => id);
  return { full: version === null, set, remove };
}

/**
 * Which places of a list can stay where they are, props each one's place in the former list (-1: was not there): the
 * longest run whose former places rise. Everything else is put in anew.
 */
function keptInOrder(former: readonly number[]): Set<number> {
  const tails: number[] = [];
  const previous = new Map<number, number | undefined>();
  former.forEach((place, at) => {
    if (place < 0) return;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (former[tails[middle]!]! < place) low = middle + 1;
      else high = middle;
    }
    previous.set(at, tails[low - 1]);
    tails[low] = at;
  });
  const kept = new Set<number>();
  for (let at = tails.at(-1); at !== undefined; at = previous.get(at)) kept.add(at);
  return kept;
}
