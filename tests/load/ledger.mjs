// @ts-check
// `npm run bench:ledger -- [--items 10000,100000,1000000] [--events 10] [--rounds 15] [--only regexp] [--keep folder]`
// The desk's list over a ledger of so many items: each look at it beside the plainest SQL that answers the same, by turns in
// one process, and how each grows from the smallest ledger to the largest. The ledger is made by a seeded generator, each item
// with about so many acts, the chain of hashes included; `--events 0` leaves the histories out, which the list never reads.
// With --keep the databases stay in that folder and are used again.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '10000,100000,1000000' },
    events: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '15' },
    only: { type: 'string', default: '.' },
    seed: { type: 'string', default: '7' },
    keep: { type: 'string' }
  }
});
const here = import.meta.dirname;
const sizes = values.items.split(',').map(Number);
if (sizes.some((size) => !Number.isInteger(size) || size < 1)) {
  process.stderr.write('Give --items as numbers: 10000,100000\n');
  process.exit(1);
}
const folder = values.keep ? path.resolve(values.keep) : mkdtempSync(path.join(tmpdir(), 'stoolside-ledger-'));
mkdirSync(folder, { recursive: true });

/**
 * Runs one step in a process of its own, so that what one ledger left in memory does not help or hinder the next.
 * @param {string[]} given
 * @returns {Promise<string>}
 */
function run(...given) {
  return new Promise((resolve, reject) => {
    const script = [path.resolve(here, '../support/run-ts.mjs'), path.join(here, 'ledger/run.ts'), ...given];
    const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`${given[0]} ended with ${code}`))));
  });
}

/** @typedef {{ name: string, p50: number, p95: number, bare50: number, bare95: number, cpu: number, bareCpu: number }} Figure */
/** @type {{ size: number, figures: Figure[] }[]} */
const runs = [];
try {
  for (const size of sizes) {
    const file = path.join(folder, `ledger-${size}-${values.events}-${values.seed}.sqlite`);
    if (!existsSync(file)) {
      const unfinished = `${file}.unfinished`;
      rmSync(unfinished, { force: true });
      await run('generate', unfinished, file, String(size), values.events, values.seed);
    }
    const figures = JSON.parse(await run('measure', file, values.rounds, values.only));
    runs.push({ size, figures });
    print(size, figures);
  }
} finally {
  if (!values.keep) rmSync(folder, { recursive: true, force: true });
}

/** @param {string[]} columns @param {string[][]} rows */
function table(columns, rows) {
  const widths = columns.map((column, at) => Math.max(column.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (/** @type {string[]} */ cells) =>
    cells.map((cell, at) => (at ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join('  ');
  process.stdout.write(`${[columns, ...rows].map(line).join('\n')}\n`);
}

/** @param {number} size @param {Figure[]} figures */
function print(size, figures) {
  process.stdout.write(`\n${size.toLocaleString('en')} items, ${values.events} acts each, ${values.rounds} rounds\n`);
  table(
    ['', 'p50 ms', 'p95 ms', 'SQL p50', 'SQL p95', 'ours ÷ SQL', 'by CPU'],
    figures.map(({ name, p50, p95, bare50, bare95, cpu, bareCpu }) => [
      name,
      ...[p50, p95, bare50, bare95].map((ms) => ms.toFixed(1)),
      (p50 / bare50).toFixed(2),
      (cpu / bareCpu).toFixed(2)
    ])
  );
}

const [first, last] = [runs[0], runs.at(-1)];
if (first && last && first !== last) {
  process.stdout.write(`\nfrom ${first.size.toLocaleString('en')} to ${last.size.toLocaleString('en')} items, p50\n`);
  table(
    ['', ...runs.map(({ size }) => size.toLocaleString('en')), 'growth'],
    last.figures.map(({ name }) => {
      const all = runs.map(({ figures }) => figures.find((one) => one.name === name)?.p50 ?? NaN);
      return [name, ...all.map((ms) => ms.toFixed(1)), `× ${((all.at(-1) ?? NaN) / (all[0] ?? NaN)).toFixed(1)}`];
    })
  );
}
