/**
 * What making answers may cost the server, whoever asks: phones of a whole street share an address, so none is counted. So many
 * milliseconds within so many, one answer at a time, and so many may wait for their turn.
 */
export const COST = { spentMs: 2_000, within: 10_000, waiting: 20 };

export interface Measure {
  /** Does the work when its turn comes; or gives the seconds after which to come back. */
  run<T>(work: () => Promise<T>): Promise<{ done: T } | { wait: number }>;
}

/** A purse that fills again: what is spent within a time is spent by all. */
export function createMeasure(now: () => Date, clock: () => number = () => performance.now()): Measure {
  let since = -Infinity;
  let spent = 0;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  function secondsToWait(): number {
    const at = now().getTime();
    if (at - since >= COST.within) [since, spent] = [at, 0];
    return spent < COST.spentMs ? 0 : Math.max(1, Math.ceil((since + COST.within - at) / 1000));
  }

  async function inTurn<T>(work: () => Promise<T>): Promise<{ done: T } | { wait: number }> {
    // Those before may have spent all there was.
    const wait = secondsToWait();
    if (wait) return { wait };
    const begun = clock();
    try {
      return { done: await work() };
    } finally {
      spent += clock() - begun;
    }
  }

  return {
    async run(work) {
      const wait = secondsToWait();
      if (wait) return { wait };
      if (waiting >= COST.waiting) return { wait: 1 };
      waiting++;
      const turn = last.then(() => inTurn(work));
      last = turn.catch(() => {});
      try {
        return await turn;
      } finally {
        waiting--;
      }
    }
  };
}
