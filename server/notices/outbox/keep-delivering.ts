import type { Notices } from './outbox';
import type { Ground } from '../../ground';

const EVERY_MS = 10_000;

/** Takes the outbox's turns from now on; gives what stops it. */
export function keepDelivering(s: Pick<Ground, 'log'> & { notices: Notices }): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const next = (ms: number) => {
    clearTimeout(timer);
    if (ended) return;
    timer = setTimeout(() => {
      s.notices
        .step()
        .catch((error: unknown) => s.log.error({ err: error }, 'notices were not delivered'))
        .finally(() => next(EVERY_MS));
    }, ms);
    timer.unref();
  };
  s.notices.onWake = () => next(0);
  next(EVERY_MS);
  return async () => {
    ended = true;
    clearTimeout(timer);
    s.notices.onWake = null;
    await s.notices.stop();
  };
}
