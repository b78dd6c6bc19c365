import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const TESTS = 'tests/server/collab';
const rules = [...readFileSync('server/collab/RULES.md', 'utf8').matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map(
  ([, id]) => id
);
const cited = readdirSync(TESTS)
  .filter((file) => file.endsWith('.test.ts'))
  .flatMap((file) => [...readFileSync(path.join(TESTS, file), 'utf8').matchAll(/[`'"]\[([A-Z]\d+)\] /g)])
  .map(([, id]) => id);

test('every rule of the sync server has a number of its own and is cited by a test', () => {
  expect(new Set(rules).size).toBe(rules.length);
  expect(rules.filter((id) => !cited.includes(id))).toEqual([]);
});

test('no test of the sync server cites a rule that is not there', () => {
  expect(cited.filter((id) => !rules.includes(id))).toEqual([]);
});
