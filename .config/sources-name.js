// @ts-check
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SOURCES = [
  'package-lock.json',
  'svelte.config.js',
  'vite.config.ts',
  '.config/tablet-build.ts',
  '.config/english-apart.ts',
  'src',
  'static'
];

/**
 * Returns a name for what the sources of the pages say now: the same sources, the same name. By itself Kit takes the moment
 * at which a process began, and writes it into a file that the build reads; a test run or a dev server beside a build then
 * puts its own there, and every page of that build looks for its data under a name that the server does not use. Besides,
 * a build of the same sources is no new one for the tablets that have it.
 * @param {string} root
 */
export function sourcesName(root) {
  const hash = createHash('sha256');
  for (const source of SOURCES) add(path.join(root, source));
  return hash.digest('hex').slice(0, 16);

  /** @param {string} at */
  function add(at) {
    /** @type {string[]} */
    let names;
    try {
      names = readdirSync(at).sort();
    } catch {
      hash.update(path.relative(root, at)).update('\0').update(readFileSync(at)).update('\0');
      return;
    }
    for (const name of names) add(path.join(at, name));
  }
}
