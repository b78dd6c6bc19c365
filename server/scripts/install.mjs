// @ts-check
// What a fresh clone lacks: its packages, and a build. Needs nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/**
 * Runs npm; with `quietly`, its output is shown only where it fails.
 * @param {string[]} args @param {{ quietly?: boolean }} [how]
 */
function npmRun(args, { quietly = false } = {}) {
  const { status, stdout, stderr } = spawnSync(npm, args, {
    cwd: root,
    stdio: quietly ? 'pipe' : 'inherit',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32'
  });
  if (status !== 0) {
    if (quietly) process.stderr.write(`${stdout}${stderr}`);
    process.stderr.write(`\n“npm ${args.join(' ')}” did not succeed; its own words stand above.\n`);
    process.exit(status ?? 1);
  }
}

/** Stops with a sentence where Node is too old for the packages. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(`Stoolside needs Node 20.19 or newer; this is ${process.versions.node}. Please update Node.\n`);
  process.exit(1);
}

/** Whether node_modules holds just what the lock file says (packages for other platforms aside). */
function upToDate() {
  try {
    const read = (/** @type {string} */ file) => JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
    const wanted = read('package-lock.json');
    const present = read('node_modules/.package-lock.json');
    for (const [name, entry] of Object.entries(wanted)) {
      if (!name || entry.optional || entry.devOptional) continue;
      if (present[name]?.version !== entry.version) return false;
    }
    return existsSync(path.join(root, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node'));
  } catch {
    return false;
  }
}

/** `npm ci`, skipped when it is up to date. */
export function installPackages() {
  checkNode();
  if (upToDate()) return;
  process.stdout.write('正在安装依赖，第一次要一两分钟 · Installing packages (a minute or two the first time)…\n');
  npmRun(['ci', '--no-audit', '--no-fund']);
}

/** @param {string} folder @param {import('node:crypto').Hash} hash */
function addFolder(folder, hash) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) addFolder(file, hash);
    else hash.update(path.relative(root, file)).update(readFileSync(file));
  }
}

/** `npm run build`, skipped when nothing that goes into it has changed since. */
export function buildProduct() {
  const hash = createHash('sha256');
  for (const folder of ['src', 'server', 'static']) addFolder(path.join(root, folder), hash);
  for (const file of ['svelte.config.js', 'vite.config.ts', 'package-lock.json']) {
    if (statSync(path.join(root, file), { throwIfNoEntry: false })) hash.update(readFileSync(path.join(root, file)));
  }
  const digest = hash.digest('hex');
  const stamp = path.join(root, 'build/.stamp');
  if (existsSync(path.join(root, 'build/index.js')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest)
    return;
  process.stdout.write('正在构建 · Building…\n');
  npmRun(['run', 'build', '--silent'], { quietly: true });
  writeFileSync(stamp, digest);
}
