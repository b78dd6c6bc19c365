import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

// What a page looks like before its script has come, and where it never comes.

const built = path.resolve('.svelte-kit/output');
const manifest = JSON.parse(readFileSync(path.join(built, 'client/.vite/manifest.json'), 'utf8')) as Record<
  string,
  { css?: string[]; imports?: string[] }
>;

/** The styles of all that a script imports at once. */
function stylesOf(entry: string, seen = new Set<string>()): string[] {
  if (seen.has(entry)) return [];
  seen.add(entry);
  const { css = [], imports = [] } = manifest[entry]!;
  return [...css, ...imports.flatMap((name) => stylesOf(name, seen))];
}

test('each page that the server draws names every style that its components have', () => {
  const folder = path.join(built, 'server/nodes');
  expect(existsSync(folder)).toBe(true);
  const lacking: Record<string, string[]> = {};
  let drawn = 0;
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.js'))) {
    const code = readFileSync(path.join(folder, file), 'utf8');
    const component = /pages\/([^']*\.svelte)\.js/.exec(code)?.[1];
    const entry = Object.keys(manifest).find((name) => name.endsWith(`client-optimized/nodes/${file}`));
    // What every page has comes with the layouts; a page that only leads on draws nothing.
    if (!component || !entry || component === '(desk)/_page.svelte') continue;
    drawn++;
    const named = JSON.parse(/stylesheets = (\[.*\]);/.exec(code)![1]!) as string[];
    const absent = stylesOf(entry).filter((style) => !named.includes(style));
    if (absent.length) lacking[component] = absent;
  }
  expect(drawn).toBeGreaterThan(50);
  expect(lacking).toEqual({});
});
