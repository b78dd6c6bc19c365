import type { Log } from './ground';

export interface Schedule {
  /** Runs as soon as may be: at once, or right after the run that is under way. */
  wake(): void;
  /** Ends it; resolves when the run that is under way has come to its end. */
  stop(): Promise<void>;
}

export interface ScheduleOptions {
  /** The first run comes after the first pause instead of at once. */
  later?: boolean;
  /** Asked before each run: false leaves it out. Where more than one process serves a community, its lease stands here. */
  mayRun?: () => boolean | Promise<boolean>;
}

/**
 * Runs work again and again, with a pause of `ms` after each run. Never two runs of the same at once; one that fails is logged as
 * "<name> run failed" and keeps none of the next from running.
 */
export function every(
  { log }: { log: Pick<Log, 'error'> },
  name: string,
  ms: number,
  work: () => Promise<unknown>,
  { later = false, mayRun = () => true }: ScheduleOptions = {}
): Schedule {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let again = false;
  let ended = false;

  async function run(): Promise<void> {
    try {
      if (await mayRun()) await work();
    } catch (error) {
      log.error({ err: error }, `${name} run failed`);
    }
  }
  function begin(): void {
    clearTimeout(timer);
    again = false;
    running = run().finally(() => {
      running = null;
      if (!ended) pause(again ? 0 : ms);
    });
  }
  function pause(length: number): void {
    timer = setTimeout(begin, length);
    timer.unref();
  }

  if (later) pause(ms);
  else begin();
  return {
    wake() {
      if (ended) return;
      if (running) again = true;
      else {
        clearTimeout(timer);
        pause(0);
      }
    },
    async stop() {
      ended = true;
      clearTimeout(timer);
      await running;
    }
  };
}
