import type { Ground } from '../ground';
import { every } from '../schedule';

const EVERY_MS = 6 * 3600_000;

/** Sweeps now and from time to time; returns what stops it. One that fails does not hold up the others. */
export function startSweeping(
  s: Pick<Ground, 'log'>,
  sweeps: Readonly<Record<string, () => Promise<unknown>>>
): () => Promise<void> {
  const sweep = async () => {
    for (const [what, work] of Object.entries(sweeps))
      await work().catch((error: unknown) => s.log.error({ err: error, what }, 'sweep failed'));
  };
  return every(s, 'sweep', EVERY_MS, sweep).stop;
}
