/** Answers are given again for so long, and so many of them, of so many characters together, are kept. */
export const KEPT = { ms: 30_000, answers: 64, characters: 16_000_000 };

export interface KeptAnswers<T extends { body: string }> {
  /** The answer under this key: kept, being made for somebody else just now, or made. */
  get(key: string, make: () => Promise<T>): Promise<T>;
  size(): number;
}

/**
 * Answers that were just given; the oldest go first, so that nothing grows whatever is asked for.
 * @param worth whether an answer is to be given again
 */
export function keepAnswers<T extends { body: string }>(
  now: () => Date,
  worth: (answer: T) => boolean = () => true
): KeptAnswers<T> {
  const kept = new Map<string, { at: number; answer: Promise<T>; characters: number }>();
  let characters = 0;

  function drop(key: string): void {
    characters -= kept.get(key)?.characters ?? 0;
    kept.delete(key);
  }
  function fresh(key: string) {
    for (const [other, { at }] of kept) {
      if (now().getTime() - at < KEPT.ms) break;
      drop(other);
    }
    return kept.get(key);
  }

  return {
    size: () => kept.size,
    async get(key, make) {
      const existing = fresh(key);
      if (existing) return await existing.answer;
      const one = { at: now().getTime(), answer: make(), characters: 0 };
      kept.set(key, one);
      try {
        const answer = await one.answer;
        if (kept.get(key) !== one) return answer;
        if (!worth(answer)) {
          drop(key);
          return answer;
        }
        one.characters = answer.body.length;
        characters += answer.body.length;
      } catch (error) {
        if (kept.get(key) === one) drop(key);
        throw error;
      }
      for (const oldest of kept.keys()) {
        if (kept.size <= KEPT.answers && characters <= KEPT.characters) break;
        drop(oldest);
      }
      return await one.answer;
    }
  };
}
