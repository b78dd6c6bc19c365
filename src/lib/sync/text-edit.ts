/** One replacement in a text: at `index`, `remove` characters (UTF-16 units) give way to `insert`. */
export interface Edit {
  index: number;
  remove: number;
  insert: string;
}

/** What others did meanwhile, in the form Yjs tells it. */
export type Delta = readonly { retain?: number; insert?: unknown; delete?: number }[];

const isHigh = (text: string, at: number) => at >= 0 && (text.charCodeAt(at) & 0xfc00) === 0xd800;
const isLow = (text: string, at: number) => at < text.length && (text.charCodeAt(at) & 0xfc00) === 0xdc00;

/**
 * The replacement that leads from one text to another and ends at the caret: in “aa|”, typed after “a”, only the caret
 * says which “a” is new. No surrogate pair is cut (half an emoji would arrive as �). Null where nothing changed.
 */
export function editBetween(before: string, after: string, caret: number): Edit | null {
  if (before === after) return null;
  const longestSuffix = Math.min(before.length, Math.max(0, after.length - caret));
  let suffix = 0;
  while (suffix < longestSuffix && before[before.length - 1 - suffix] === after[after.length - 1 - suffix]) suffix++;
  const longestPrefix = Math.min(before.length, after.length) - suffix;
  let prefix = 0;
  while (prefix < longestPrefix && before[prefix] === after[prefix]) prefix++;
  if (prefix > 0 && isHigh(before, prefix - 1) && (isLow(before, prefix) || isLow(after, prefix))) prefix--;
  const end = before.length - suffix;
  if (suffix > 0 && isLow(before, end) && (isHigh(before, end - 1) || isHigh(after, after.length - suffix - 1)))
    suffix--;
  return {
    index: prefix,
    remove: before.length - prefix - suffix,
    insert: after.slice(prefix, after.length - suffix)
  };
}

/** Where the characters of a text stand after others' changes: for each place now, the place it had then, or -1 for what is new. */
export function originsAfter(length: number, deltas: readonly Delta[]): number[] {
  let origins = Array.from({ length }, (_, at) => at);
  for (const delta of deltas) {
    const next: number[] = [];
    let at = 0;
    for (const step of delta) {
      if (step.retain !== undefined) {
        for (const end = at + step.retain; at < end; at++) next.push(origins[at] ?? -1);
      } else if (step.delete !== undefined) at += step.delete;
      else {
        const added = typeof step.insert === 'string' ? step.insert.length : 1;
        for (let n = 0; n < added; n++) next.push(-1);
      }
    }
    for (; at < origins.length; at++) next.push(origins[at]!);
    origins = next;
  }
  return origins;
}

/** A place between characters of the old text, in the text as it is now: right behind what stood before it. */
export function placeNow(origins: readonly number[], place: number): number {
  for (let at = origins.length; at > 0; at--) {
    const origin = origins[at - 1]!;
    if (origin >= 0 && origin < place) return at;
  }
  return 0;
}

/** A local edit made on an old text, as it has to be done on the text of now. */
export interface Rebased {
  insertAt: number;
  /** Runs to delete, the last first; all of them at or behind `insertAt`. */
  deletes: { index: number; length: number }[];
}

/**
 * Rebases an edit that was made while others' changes were held back: what it removed is removed where it still stands,
 * what others put into the middle of it stays, and what it inserted goes behind the character it was typed behind.
 */
export function rebase(origins: readonly number[], { index, remove }: Edit): Rebased {
  const deletes: Rebased['deletes'] = [];
  for (let at = origins.length - 1; at >= 0; at--) {
    const origin = origins[at]!;
    if (origin < index || origin >= index + remove) continue;
    const last = deletes.at(-1);
    if (last && last.index === at + 1) {
      last.index = at;
      last.length++;
    } else deletes.push({ index: at, length: 1 });
  }
  return { insertAt: placeNow(origins, index), deletes };
}

/** Where a caret stands after others' change; text that arrives just at the caret goes before it only if `behind`. */
export function caretAfter(caret: number, delta: Delta): number {
  let at = 0;
  let moved = caret;
  for (const step of delta) {
    if (step.retain !== undefined) at += step.retain;
    else if (step.delete !== undefined) {
      if (at < moved) moved -= Math.min(step.delete, moved - at);
    } else {
      const added = typeof step.insert === 'string' ? step.insert.length : 1;
      if (at < moved) moved += added;
      at += added;
    }
    if (at > moved) break;
  }
  return moved;
}
