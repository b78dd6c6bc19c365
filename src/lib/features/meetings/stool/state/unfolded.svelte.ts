/** Which lines or cards stand unfolded: a few at a time. */
export function createUnfolded() {
  let ids = $state.raw<readonly string[]>([]);
  const has = (id: string) => ids.includes(id);
  return {
    has,
    add(id: string) {
      if (!has(id)) ids = [...ids, id];
    },
    /** Whether it stood unfolded. */
    delete(id: string): boolean {
      const was = has(id);
      if (was) ids = ids.filter((other) => other !== id);
      return was;
    }
  };
}
