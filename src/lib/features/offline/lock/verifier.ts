/** What the tablet keeps of a PIN: enough to know it again, and whose it is. */
export interface Lock {
  username: string;
  /** As the lock page greets the person. */
  name: string;
  salt: Uint8Array<ArrayBuffer>;
  rounds: number;
  hash: Uint8Array<ArrayBuffer>;
}

const ROUNDS = 600_000;

async function derive(pin: string, salt: Uint8Array<ArrayBuffer>, rounds: number) {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
}

/** Needs a secure context, as the service worker does: where one is missing there is nothing to lock. */
export async function makeLock(who: { username: string; name: string }, pin: string, rounds = ROUNDS): Promise<Lock> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return { ...who, salt, rounds, hash: await derive(pin, salt, rounds) };
}

export async function opens(lock: Lock, pin: string): Promise<boolean> {
  const input = await derive(pin, lock.salt, lock.rounds);
  return input.length === lock.hash.length && input.every((byte, at) => byte === lock.hash[at]);
}
