/** How much making answers may cost the house, whoever asks: phones of a whole street share an address, so none is counted. */
export const COST = { spentMs: 4_000, within: 10_000 };

export interface Measure {
  /** Seconds to wait; 0: go on. */
  wait(): number;
  /** Notes what one answer has cost. */
  spend(ms: number): void;
}

/** A purse that fills again: what is spent within a time is spent by all. */
export function createMeasure(now: () => Date): Measure {
  let since = -Infinity;
  let spent = 0;
  const turn = () => {
    const at = now().getTime();
    if (at - since >= COST.within) [since, spent] = [at, 0];
    return at;
  };
  return {
    wait() {
      const at = turn();
      return spent < COST.spentMs ? 0 : Math.max(1, Math.ceil((since + COST.within - at) / 1000));
    },
    spend(ms) {
      turn();
      spent += ms;
    }
  };
}
