import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { signInByApi } from './api';
import { startApp } from './app';

// The demo's neighbourhood is seeded once a run, and everybody of it signed in once: each server gets a copy of the folder, in
// which these sessions hold, so that no test waits for a password to be hashed.

const PEOPLE = [
  ...['admin', 'secretary', 'staff', 'staff2', 'facilitator', 'facilitator2', 'facilitator3'],
  ...['informant', 'partner']
] as const;
export type Person = (typeof PEOPLE)[number];

interface Seeded {
  /** The folder that is copied. */
  dataDir: string;
  /** The session cookie of each, without the device's. */
  sessions: Record<Person, string>;
}

const FOLDER = 'STOOLSIDE_SEEDED';

/** The set-up of a whole run, for Playwright and Vitest alike; returns what takes it down. */
export default async function seed(): Promise<() => void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stoolside-seeded-'));
  const dataDir = path.join(folder, 'data');
  mkdirSync(dataDir);
  const app = await startApp({ dataDir });
  const sessions: Record<string, string> = {};
  for (const person of PEOPLE) {
    const { cookie } = await signInByApi(app.url, person);
    sessions[person] = cookie.split('; ').find((pair) => pair.startsWith('stool_session='))!;
  }
  await app.stop();
  writeFileSync(path.join(folder, 'seeded.json'), JSON.stringify({ dataDir, sessions } satisfies Seeded));
  process.env[FOLDER] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Returns what `seed` has made. Throws where a file is run without its set-up. */
export function seeded(): Seeded {
  const folder = process.env[FOLDER];
  if (!folder) throw new Error('nothing was seeded: run this through its configuration (npm run e2e, npm run http)');
  return JSON.parse(readFileSync(path.join(folder, 'seeded.json'), 'utf8')) as Seeded;
}
