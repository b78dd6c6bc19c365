// @ts-check
// `npm run chaos -- [--minutes 20 | --seconds 45] [--seed N] [--tablets 5] [--browsers 2]`: the long way back, many times over.
// The tablets are the app's own connection in this process; the browsers are the real page in Chromium. Prints what was
// done to the tablets and to the server, and what was lost. `--early` lets the server acknowledge before it writes: then
// words must be found lost, or this harness could not fail. `--large` (npm run chaos) first sends 100,000 malformed frames and
// opens 2,000 sockets of strangers, of which `npm test` has a fifth and a fourth.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, runnerImport } from 'vite';
import { buildProduct } from '../../server/scripts/install.mjs';
import { findOrInstallBrowser } from '../support/browser.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    seconds: { type: 'string', default: '45' },
    seed: { type: 'string' },
    tablets: { type: 'string', default: '5' },
    browsers: { type: 'string', default: '2' },
    early: { type: 'boolean', default: false },
    large: { type: 'boolean', default: false }
  }
});
// Playwright trips over what a browser was just making when it was killed; that browser is opened anew by the harness.
process.on('uncaughtException', (error) => {
  if (/Cannot find parent object/.test(error.message)) return;
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
const root = path.resolve(import.meta.dirname, '../..');
const resolve = { alias: { $lib: path.join(root, 'src/lib') } };
if (values.large) {
  const files = ['tests/server/collab/fuzz.test.ts', 'tests/server/collab/sockets.test.ts'];
  const env = { FUZZ_FRAMES: '100000', SOCKETS: '2000', ...process.env };
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...files], { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
const browsers = Number(values.browsers);
const executable = browsers ? findOrInstallBrowser(root) : '';
if (browsers) buildProduct();
const outDir = path.join(root, `node_modules/.cache/stoolside-chaos-${process.pid}`);
await build({
  root,
  configFile: false,
  logLevel: 'error',
  resolve,
  build: {
    ssr: 'tests/chaos/server.ts',
    outDir,
    target: 'node20',
    rollupOptions: { output: { entryFileNames: 'server.mjs' } }
  }
});
const { module } = await runnerImport(path.join(root, 'tests/chaos/chaos.ts'), {
  root,
  configFile: false,
  logLevel: 'error',
  resolve: { ...resolve, external: true }
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
const { chaos } = /** @type {typeof import('./chaos')} */ (module);
const seconds = values.minutes ? Number(values.minutes) * 60 : Number(values.seconds);
const seed = values.seed ? Number(values.seed) : Date.now() % 1_000_000;
process.stdout.write(
  `${seconds} s, seed ${seed}, ${values.tablets} tablets, ${browsers} in Chromium${values.early ? ', a journal that acknowledges early' : ''}\n`
);
// On a busy machine few words come to rest, and an early journal may lose none of them: then it is given another round.
const rounds = values.early ? 6 : 1;
let passed = false;
for (let round = 0; round < rounds && !passed; round++) {
  const { faults, ...figures } = await chaos({
    seconds,
    seed: seed + round,
    tablets: Number(values.tablets),
    browsers,
    chromium: executable,
    app: browsers ? path.join(root, 'build/handler.js') : '',
    bundle: path.join(outDir, 'server.mjs'),
    mode: values.early ? 'early' : ''
  });
  for (const [name, figure] of Object.entries(figures)) process.stdout.write(`  ${name.padEnd(16)} ${figure}\n`);
  for (const fault of faults) process.stdout.write(`FAULT ${fault}\n`);
  process.stdout.write(`lost = ${figures.lost}\n`);
  passed = values.early ? figures.lost > 0 : !faults.length;
}
const { rmSync } = await import('node:fs');
rmSync(outDir, { recursive: true, force: true });
process.exit(passed ? 0 : 1);
