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
