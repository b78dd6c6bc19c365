import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OPEN311, OPERATIONS, openApi } from '../../../server/api';

const here = path.resolve(import.meta.dirname, '../../../src/routes');

/** `get /meetings/{id}` for each handler that a route file under a folder exports. */
const servedUnder = (routes: string) =>
  readdirSync(routes, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === '+server.ts')
    .flatMap((file) => {
      const at = `/${path.dirname(file).split(path.sep).join('/')}`.replace(/\[(\w+)\]/g, '{$1}');
      const source = readFileSync(path.join(routes, file), 'utf8');
      return [...source.matchAll(/export const (GET|HEAD|POST|PUT|PATCH|DELETE)\b/g)].map(
        ([, verb]) => `${verb!.toLowerCase()} ${at}`
      );
    })
    .sort();

interface Described {
  operationId: string;
  parameters: { name: string; in: string }[];
}

const served = servedUnder(path.join(here, 'api/v1'));
const facade = servedUnder(path.join(here, 'open311')).filter((one) => !one.includes('[...rest]'));

const document = openApi('https://stool.example') as {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, object> };
};

function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = '$ref' in value && typeof value.$ref === 'string' ? [value.$ref] : [];
  return [...own, ...Object.values(value).flatMap(references)];
}

describe('the OpenAPI document', () => {
  it('names every operation that is served, and none that is not', () => {
    expect(served.length).toBeGreaterThan(8);
    expect(OPERATIONS.map(({ method, path: at }) => `${method} ${at}`).sort()).toEqual(served);
    expect(OPEN311.map(({ method, path: at }) => `${method} ${at}`).sort()).toEqual(facade);
    const described = Object.entries(document.paths).flatMap(([at, verbs]) =>
      Object.keys(verbs)
        .filter((verb) => verb !== 'servers')
        .map((verb) => `${verb} ${at}`)
    );
    expect(described.sort()).toEqual([...served, ...facade].sort());
  });

  it('says where the façade is, and that nobody signs in there', () => {
    for (const { path: at } of OPEN311)
      expect(document.paths[at]).toMatchObject({
        servers: [{ url: 'https://stool.example/open311' }],
        get: { security: [] }
      });
  });

  it('is of version 3.1, under the address it is asked at', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.servers).toEqual([{ url: 'https://stool.example/api/v1' }]);
  });

  it('refers to nothing that it does not hold, and is plain JSON', () => {
    const found = references(document);
    expect(found.length).toBeGreaterThan(10);
    for (const reference of found)
      expect(Object.keys(document.components.schemas)).toContain(reference.replace('#/components/schemas/', ''));
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  it('gives each operation a name of its own and each part of a path its parameter', () => {
    const operations = Object.entries(document.paths).flatMap(([at, verbs]) =>
      Object.entries(verbs)
        .filter(([verb]) => verb !== 'servers')
        .map(([, operation]) => ({ at, operation }))
    );
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { at, operation } of operations)
      expect(operation.parameters.filter((one) => one.in === 'path').map((one) => `{${one.name}}`)).toEqual(
        at.match(/\{\w+\}/g) ?? []
      );
  });
});
