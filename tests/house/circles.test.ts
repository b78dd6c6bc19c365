import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** A circle of types between two or three files can be one thought in pieces; a longer one is a knot. */
const LONGEST = 3;

/** Who imports whom among these folders' own files, types included. */
function importGraph(folders: readonly string[]): Map<string, string[]> {
  const files = new Set(
    folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(ts|js|svelte)$/.test(name))
        .map((name) => path.join(folder, name))
    )
  );
  const resolve = (from: string, source: string) => {
    const base = source.startsWith('$lib/')
      ? path.join('src/lib', source.slice(5))
      : source.startsWith('$server/')
        ? path.join('server', source.slice(8))
        : source.startsWith('.')
          ? path.join(path.dirname(from), source)
          : null;
    return base ? [base, `${base}.ts`, path.join(base, 'index.ts')].find((file) => files.has(file)) : undefined;
  };
  return new Map(
    [...files].map((file) => [
      file,
      [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap(
        ([, source]) => resolve(file, source!) ?? []
      )
    ])
  );
}

/** The circles of a graph: sets of files each of which leads to every other (Tarjan 1972). */
export function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): void => {
    index.set(file, index.size);
    low.set(file, index.get(file)!);
    open.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!index.has(next)) visit(next);
      if (open.includes(next)) low.set(file, Math.min(low.get(file)!, low.get(next)!));
    }
    if (low.get(file) !== index.get(file)) return;
    const circle = open.splice(open.indexOf(file));
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const file of graph.keys()) if (!index.has(file)) visit(file);
  return circles;
}

describe('circles of imports', () => {
  it('are found, however they are entered', () => {
    const graph = new Map(Object.entries({ x: ['a'], a: ['b'], b: ['c', 'd'], c: ['a'], d: ['e'], e: [], f: ['f'] }));
    expect(circlesOf(graph)).toEqual([['a', 'b', 'c']]);
  });

  it.each([['server'], ['src/lib']])(`in %s are of ${LONGEST} files at most`, (folder) => {
    const graph = importGraph([folder]);
    expect(graph.size).toBeGreaterThan(200);
    expect(circlesOf(graph).filter((circle) => circle.length > LONGEST)).toEqual([]);
  });
});
