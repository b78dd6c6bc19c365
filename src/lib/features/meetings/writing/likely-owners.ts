/** Returns the parties with the likely owners first: those this meeting named before, then the person at the tablet, then organisations. */
export function likelyOwners<T extends { id: string; kind: string }>(
  parties: readonly T[],
  named: readonly (string | null)[],
  me: string | null
): T[] {
  const wanted = [...named.filter((id) => id !== null), ...(me ? [me] : [])].reverse();
  const rank = new Map(wanted.map((id, n) => [id, wanted.length - n]));
  const place = (party: T) => rank.get(party.id) ?? (party.kind === 'organisation' ? 1e6 : 2e6);
  return [...parties].sort((a, b) => place(a) - place(b));
}
