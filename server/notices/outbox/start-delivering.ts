import type { Ground } from '../../ground';
import { every } from '../../schedule';
import type { Notices } from './outbox';

const EVERY_MS = 10_000;

/** Takes the outbox's turns from now on; returns what stops it. */
export function startDelivering(s: Pick<Ground, 'log'> & { notices: Notices }): () => Promise<void> {
  const { notices } = s;
  const turns = every(s, 'notice delivery', EVERY_MS, () => notices.step(), { later: true });
  notices.onWake = () => turns.wake();
  return async () => {
    notices.onWake = null;
    // Breaks off the turn that may be waiting for an answer from outside.
    await Promise.all([turns.stop(), notices.stop()]);
  };
}
