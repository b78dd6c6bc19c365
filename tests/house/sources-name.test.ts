import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { sourcesName } from '../../.config/sources-name.js';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

function checkout(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'sources-'));
  folders.push(folder);
  for (const file of [
    'package-lock.json',
    'svelte.config.js',
    'vite.config.ts',
    '.config/tablet-build.ts',
    '.config/english-apart.ts'
  ])
    cpSync(path.resolve(file), path.join(folder, file));
  for (const name of ['src/routes', 'static', 'server']) mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, 'src/routes/+page.svelte'), '<h1>小板凳</h1>');
  return folder;
}

test('a build is named by the sources of its pages: a test run beside it names them alike', () => {
  const [one, other] = [checkout(), checkout()];
  expect(sourcesName(one)).toBe(sourcesName(other));
  // What only the server runs is no new build for the tablets.
  writeFileSync(path.join(other, 'server/main.ts'), '// changed');
  expect(sourcesName(other)).toBe(sourcesName(one));
  writeFileSync(path.join(other, 'src/routes/+page.svelte'), '<h1>小板凳。</h1>');
  expect(sourcesName(other)).not.toBe(sourcesName(one));
});
