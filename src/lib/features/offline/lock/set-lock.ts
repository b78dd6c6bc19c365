import { keepPage } from '../keep-pages.svelte';
import { UNLOCK } from '../kept-pages';
import { dropNext, forgetLock, takeNext, writeLock, writeNext } from './lock-store';
import { makeLock } from './verifier';

const possible = () => typeof indexedDB !== 'undefined' && Boolean(globalThis.crypto?.subtle);

/** Before a PIN is sent to be set: counts as soon as the server has taken it. */
export async function proposePin(who: { username: string; name: string }, pin: string): Promise<void> {
  if (!possible() || !pin) return;
  await makeLock(who, pin).then(writeNext, () => undefined);
}

/** The settings page says how it stands with the server. */
export async function followServer(username: string, has: boolean, justSet: boolean): Promise<void> {
  if (!possible()) return;
  try {
    if (!has) await forgetLock();
    // Without its page a lock would shut the person himself out.
    else if (justSet && (await keepPage(UNLOCK))) await takeNext(username);
    else await dropNext();
  } catch {
    // No storage, no kept pages worth a lock.
  }
}

/** The server has just taken this PIN: the tablet learns it too, if it did not know it. */
export async function learnPin(who: { username: string; name: string }, pin: string): Promise<void> {
  if (!possible()) return;
  try {
    if (await keepPage(UNLOCK)) await writeLock(await makeLock(who, pin));
  } catch {
    // As above.
  }
}
