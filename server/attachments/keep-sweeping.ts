import type { Ground } from '../ground';

const EVERY_MS = 6 * 3600_000;

/** Sweeps now and from time to time; returns what stops it. One that fails does not hold up the others. */
export function keepSweeping(
  s: Pick<Ground, 'log'>,
  sweeps: Readonly<Record<string, () => Promise<unknown>>>
): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  const sweep = async () => {
    for (const [what, work] of Object.entries(sweeps))
      await work().catch((error: unknown) => s.log.error({ err: error, what }, 'sweep failed'));
  };
  const timer = setInterval(() => (running = sweep()), EVERY_MS);
  timer.unref();
  running = sweep();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
