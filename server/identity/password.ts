import { hash, verify } from '@node-rs/argon2';
import type { Refusal } from '$lib/domain/refusal';

// argon2id with the parameters of OWASP's Password Storage Cheat Sheet (19 MiB, two passes, one lane).
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
// Hashing runs on the same four threads that read files: a flood of sign-ins must leave some for the pages of a meeting.
const AT_ONCE = 2;
/** So many sign-ins may be under way; who comes after them is asked to come again. */
const MOST_UNDER_WAY = 60;
const BUSY: Refusal = { refused: 'server/busy', with: { seconds: 5 } };
let underWay = 0;
let running = 0;
const waiting: (() => void)[] = [];

let nobody: Promise<string> | undefined;

/** Does a piece of work that checks a password, or refuses it with `server/busy` before any of it is done or counted. */
export async function unlessBusy<T>(work: () => Promise<T>): Promise<T | Refusal> {
  if (underWay >= MOST_UNDER_WAY) return BUSY;
  underWay++;
  try {
    return await work();
  } finally {
    underWay--;
  }
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < AT_ONCE) running++;
  else await new Promise<void>((go) => waiting.push(go));
  try {
    return await work();
  } finally {
    // The place is handed on; only where nobody waits is it given up.
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, COST));
}

/**
 * Whether the password is the hash's. For an unknown account pass null: the same work is done, so that the time taken
 * does not tell who has an account.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const against = passwordHash ?? (await (nobody ??= hashPassword('nobody has this one')));
  const right = await inTurn(() => verify(against, password)).catch(() => false);
  return right && passwordHash !== null;
}
