/** Tells components of something that happened once, such as an entry just added; no state of its own. */
export function createBell<Words extends unknown[]>() {
  const listeners = new Set<(...words: Words) => unknown>();
  return {
    ring(...words: Words): void {
      for (const tell of listeners) tell(...words);
    },
    /** Returns how to stop listening. */
    listen(tell: (...words: Words) => unknown): () => void {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    }
  };
}
