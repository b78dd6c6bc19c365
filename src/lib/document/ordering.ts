import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

interface Placed {
  id: string;
  order: string;
}

/** The keys to write so that one record of a list moves one place up or down; none at the end of the list. */
export function movedKeys(list: readonly Placed[], id: string, direction: 'up' | 'down'): [id: string, key: string][] {
  const at = list.findIndex((record) => record.id === id);
  const [before, after] = direction === 'up' ? [list[at - 2], list[at - 1]] : [list[at + 1], list[at + 2]];
  if (at < 0 || (direction === 'up' ? !after : !before)) return [];
  const order = orderBetween(before?.order, after?.order);
  if ((!before || before.order < order) && (!after || order < after.order)) return [[id, order]];
  // Two tablets gave two records one key, and nothing goes between: all of them get new keys in the order wanted.
  const wanted = list.filter((record) => record.id !== id);
  wanted.splice(direction === 'up' ? at - 1 : at + 1, 0, list[at]!);
  const keys = generateNKeysBetween(null, null, wanted.length);
  return wanted.map((record, n) => [record.id, keys[n]!]);
}

interface InQueue {
  asking: { id: string; order: string | null };
}

/**
 * The keys to write so that one person in the queue moves one place up or down: those before and beside him get their places by
 * hand too. Behind them the rule goes on, so that a newcomer who has not spoken is not put last for ever.
 */
export function movedInQueue(
  waiting: readonly InQueue[],
  id: string,
  direction: 'up' | 'down'
): [id: string, key: string][] {
  const at = waiting.findIndex(({ asking }) => asking.id === id);
  const to = direction === 'up' ? at - 1 : at + 1;
  if (at < 0 || to < 0 || to >= waiting.length) return [];
  const ids = waiting.map(({ asking }) => asking.id);
  [ids[at], ids[to]] = [ids[to]!, ids[at]!];
  const placed = waiting.filter(({ asking }) => asking.order !== null).length;
  const count = Math.max(placed, at + 1, to + 1);
  return generateNKeysBetween(null, null, count).map((key, n) => [ids[n]!, key]);
}

/** A fractional index between two neighbours; strange or equal keys of another tablet do not stop the work. */
export function orderBetween(before: string | undefined, after: string | undefined): string {
  try {
    return generateKeyBetween(before || null, after || null);
  } catch {
    return generateKeyBetween(validKey(before) ? before : null, null);
  }
}

function validKey(key: string | undefined): key is string {
  try {
    generateKeyBetween(key ?? null, null);
    return Boolean(key);
  } catch {
    return false;
  }
}
