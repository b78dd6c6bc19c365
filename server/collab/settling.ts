/**
 * Runs `work` at most once every `everyMs` after a change, one run at a time. A run that throws is reported, and tried again
 * at the next change.
 */
export function settling(options: { work: () => Promise<void>; everyMs: number; failed: (error: unknown) => void }) {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let due = false;
  let stopped = false;

  async function once(): Promise<void> {
    due = false;
    try {
      await options.work();
    } catch (error) {
      due = true;
      options.failed(error);
    }
  }

  return {
    changed(): void {
      due = true;
      if (timer || stopped) return;
      timer = setTimeout(() => {
        timer = undefined;
        running = running.then(once);
      }, options.everyMs);
    },
    /** Waits for a run under way, then runs when something is due, or in any case when `always`. */
    now(always = false): Promise<void> {
      clearTimeout(timer);
      timer = undefined;
      running = running.then(() => (due || always ? once() : undefined));
      return running;
    },
    stop(): void {
      stopped = true;
      clearTimeout(timer);
      timer = undefined;
    }
  };
}
