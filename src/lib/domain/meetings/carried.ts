/** An item that a meeting put off to the next one. */
export interface CarriedStep {
  title: string;
  minutes: number;
  kind: string;
}

/**
 * What is still put off (rule A2): items carried by one of the meetings, the latest first, that no later one had on its agenda
 * and did not carry again. The oldest come first, as they have waited longest.
 */
export function stillCarried(agendas: readonly (readonly (CarriedStep & { carried: boolean })[])[]): CarriedStep[] {
  const seen = new Set<string>();
  const found: CarriedStep[][] = [];
  for (const agenda of agendas) {
    const carried = agenda.filter((step) => step.carried && step.title.trim() && !seen.has(step.title.trim()));
    for (const step of agenda) seen.add(step.title.trim());
    found.unshift(carried.map(({ title, minutes, kind }) => ({ title, minutes, kind })));
  }
  return found.flat();
}

/** An agenda with what was put off, right behind its first item, where that is what became of the last time. */
export function withCarried<T extends { title: string }>(agenda: readonly T[], carried: readonly T[]): T[] {
  const titles = new Set(agenda.map(({ title }) => title.trim()));
  const fresh = carried.filter(({ title }) => !titles.has(title.trim()));
  return [...agenda.slice(0, 1), ...fresh, ...agenda.slice(1)];
}
