import { sameName, type Asking, type Floor } from '$lib/domain/meetings/speaking';

/** Whom one tap may queue again: those who spoke by the clock, then those in the diary; nobody who waits or speaks now. */
export function recentNames(floor: Floor<Asking>, written: readonly string[], most: number): string[] {
  const busy = new Set(floor.waiting.map(({ asking }) => sameName(asking.name)));
  if (floor.speaking) busy.add(sameName(floor.speaking.asking.name));
  const names = new Set([...floor.done.map(({ name }) => name), ...written].map(sameName));
  return [...names].filter((name) => name && !busy.has(name)).slice(0, most);
}
