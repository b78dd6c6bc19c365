/**
 * The order in which a list is shown. While a finger or a caret is in it (`still`), what is shown stays where it is:
 * what went away leaves, what is new comes after its wanted predecessor, and nothing else moves. Otherwise the wanted
 * order. Returns `shown` itself when nothing changed.
 */
export function stillOrder(shown: readonly string[], wanted: readonly string[], still: boolean): readonly string[] {
  if (same(shown, wanted)) return shown;
  if (!still) return wanted;
  const standing = new Set(wanted);
  const known = new Set(shown);
  const order = shown.filter((id) => standing.has(id));
  let before: string | undefined;
  for (const id of wanted) {
    if (!known.has(id)) order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, id);
    before = id;
  }
  return same(shown, order) ? shown : order;
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, n) => id === other[n]);
}
