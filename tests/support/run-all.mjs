// @ts-check
// `npm test`: installs what is missing, a browser included, then every check, and ends with `N passed, N failed`.
// Each of lint, types and build counts as one; the test runners are counted by their own reports.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { installPackages, root } from '../../server/scripts/install.mjs';
import { findOrInstallBrowser } from './browser.mjs';

installPackages();
const chromium = findOrInstallBrowser(root);
const reports = path.join(root, 'test-results');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

let passed = 0;
let failed = 0;
const began = Date.now();
/** @type {[name: string, seconds: number][]} */
const parts = [];
const secondsSince = (/** @type {number} */ start) => Math.round((Date.now() - start) / 1000);

/**
 * Runs one step to its end, printing its output in one piece with a heading, so that several at a time stay readable.
 * @param {string} name @param {string[]} command @param {Record<string, string>} [env]
 * @returns {Promise<boolean>}
 */
function run(name, command, env = {}) {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, {
      cwd: root,
      env: { ...process.env, CHROMIUM_PATH: chromium, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe']
    });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('close', (code) => {
      parts.push([name, secondsSince(started)]);
      process.stdout.write(`\n── ${name}: ${code === 0 ? 'ok' : 'FAILED'} (${secondsSince(started)} s)\n`);
      process.stdout.write(code === 0 && !counted.has(name) ? '' : output);
      resolve(code === 0);
    });
  });
}
const counted = new Set(['unit and integration', 'browser']);
const bin = (/** @type {string} */ file) => path.join('node_modules', file);

/** @param {string} name @param {string[]} command */
async function check(name, command) {
  if (await run(name, command)) passed++;
  else failed++;
}

/** Adds a runner's own counts; a runner that failed without naming a test counts as one failure. @param {boolean} ok @param {() => [number, number]} read */
function count(ok, read) {
  let [right, wrong] = [0, 1];
  try {
    [right, wrong] = read();
  } catch {
    // No report: the runner itself did not come to its end.
  }
  passed += right;
  failed += wrong || (ok ? 0 : 1);
}
const report = (/** @type {string} */ file) => JSON.parse(readFileSync(path.join(reports, file), 'utf8'));

/** What reads the sources only: one thing at a time, on one core. */
async function readSources() {
  const cache = ['--cache', '--cache-strategy', 'content', '--cache-location', 'node_modules/.cache/format.json'];
  await check('format', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', ...cache, '.']);
  await check('lint', [bin('eslint/bin/eslint.js'), '-c', '.config/eslint.config.js', '--max-warnings', '0', '.']);
  await check('types', [bin('svelte-check/bin/svelte-check'), '--tsconfig', './tsconfig.json', '--fail-on-warnings']);
}

/** What runs the product: the build, words under cuts and kills (which mostly wait), then the tests without a browser. */
async function runProduct() {
  await check('build', ['-e', "import('./server/scripts/install.mjs').then((it) => it.buildProduct())"]);
  // Its seed is another each time and stands in its output where it fails; the second must find words lost.
  await Promise.all([
    check('chaos', ['tests/chaos/run.mjs', '--seconds', '25', '--browsers', '1']),
    check('chaos notices a journal that acknowledges too early', [
      'tests/chaos/run.mjs',
      ...['--seconds', '10', '--browsers', '0', '--early']
    ])
  ]);
  const unit = await run('unit and integration', [
    bin('vitest/vitest.mjs'),
    'run',
    '--reporter=dot',
    '--reporter=json',
    '--outputFile.json=test-results/unit.json'
  ]);
  count(unit, () => {
    const { numPassedTests, numFailedTests } = report('unit.json');
    return [numPassedTests, numFailedTests];
  });
}

await run('prepare', [bin('@sveltejs/kit/svelte-kit.js'), 'sync']);
await Promise.all([readSources(), runProduct()]);

const browser = await run(
  'browser',
  [bin('@playwright/test/cli.js'), 'test', '-c', 'tests/e2e/playwright.config.ts', '--reporter=line,json'],
  { PLAYWRIGHT_JSON_OUTPUT_NAME: path.join(reports, 'browser.json') }
);
count(browser, () => {
  const { expected, unexpected, flaky } = report('browser.json').stats;
  return [expected, unexpected + flaky];
});

process.stdout.write(`\n${parts.map(([name, seconds]) => `${name} ${seconds} s`).join(' · ')}\n`);
process.stdout.write(`all of it ${secondsSince(began)} s\n`);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed ? 1 : 0);
