import { hash, verify } from '@node-rs/argon2';

// argon2id with the parameters of OWASP's Password Storage Cheat Sheet (19 MiB, two passes, one lane).
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
let nobody: Promise<string> | undefined;

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/**
 * Whether the password is the hash's. For an unknown account pass null: the same work is done, so that the time taken
 * does not tell who has an account.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const against = passwordHash ?? (await (nobody ??= hashPassword('nobody has this one')));
  const right = await verify(against, password).catch(() => false);
  return right && passwordHash !== null;
}
