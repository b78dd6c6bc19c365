import type { EntryRecord } from '$lib/document/records';

/** Who spoke last first, each once. */
export function recentSpeakers(entries: readonly Pick<EntryRecord, 'kind' | 'speaker'>[], most: number): string[] {
  const names = new Set<string>();
  for (let n = entries.length - 1; n >= 0 && names.size < most; n--) {
    const { kind, speaker } = entries[n]!;
    if (speaker && kind !== 'note') names.add(speaker);
  }
  return [...names];
}

/** Owners that are likely in this meeting: those it named before, then the person at the tablet, then organisations. */
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
