import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin, Rolldown } from 'vite';

/** What a tablet goes to without a network: the pages that the worker keeps (features/offline/kept-pages.ts). */
const KEPT = ['/(desk)/meetings', '/(desk)/meetings/[id]', '/(stool)/meetings/begin', '/(stool)/meetings/[id]/stool'];
/** Kept too; nothing leads there from within a page. */
const LOCK = '/unlock';
/** Not kept, but an address of theirs would be taken for a meeting's. */
const LIKE_KEPT = ['/(desk)/meetings/new', '/(desk)/meetings/where'];
/** Addresses at which the tablets' routes are enough; every other page fetches them all. */
const TABLET_PAGE = String.raw`/^\/meetings\/(begin|[^/]+\/stool)\/?$/`;
/** The layout of the desk, whose pages fetch all routes. */
const DESK_LAYOUT = /^\+layout\.svelte$/;

const APP = /[\\/]generated[\\/]client-optimized[\\/]app\.js$/;
const NODE = /[\\/]generated[\\/]client-optimized[\\/]nodes[\\/](\d+)\.js$/;
const ALL_ROUTES = 'all-routes.js';
const START = /[\\/]runtime[\\/]client[\\/]entry\.js$/;

interface Route {
  id: string;
  line: string;
  /** Numbers of its page, layouts and error pages. */
  nodes: number[];
}

/**
 * What the browser's build does for tablets besides. Kit's first script carries every route of the server and grows with each
 * page; here it carries those of the tablets, and all others stand in a script of their own that the desk's pages fetch with
 * their layout. (Kit's own `router.resolution: 'server'` costs every link a request more, leaves links dead without a
 * network, and hands a page that is open while the server is renewed the scripts of another build.) And it says which files
 * the worker keeps: `$tablet-files`.
 */
export function tabletBuild(): Plugin {
  let all = '';
  let kept = new Set<number>();
  return {
    name: 'tablet-build',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === 'client',
    resolveId(source, importer) {
      if (source.endsWith(ALL_ROUTES) && importer) return path.resolve(path.dirname(importer), source);
      return undefined;
    },
    load(id) {
      return id.endsWith(ALL_ROUTES) && id.includes('client-optimized') ? all : undefined;
    },
    transform(code, id) {
      // Last: Kit looks for a page's styles and scripts along its imports, each once, and what it comes upon first along another
      // page's it takes for that page's alone.
      if (NODE.test(id) && DESK_LAYOUT.test(layoutOf(code)))
        return { code: `${code}\nimport '../${ALL_ROUTES}';\n`, map: null };
      if (!APP.test(id)) return undefined;
      const nodes = cut(code, /export const nodes = (\[[^;]*\]);\n/);
      const dictionary = cut(code, /export const dictionary = (\{[^;]*\});\n/);
      const routes = routesOf(dictionary);
      const own = [...KEPT, ...LIKE_KEPT].map((id) => found(routes, id));
      refuseLikeKept(routes, own);
      kept = nodesOf([...KEPT, LOCK].map((id) => found(routes, id)));
      const small = nodesOf(own);
      all = `export const nodes = ${nodes};\nexport const dictionary = ${dictionary};\n`;
      // Pages of the tablets themselves at once, those of the desk by way of the long list.
      const direct = nodesOf(own.filter(({ id }) => !id.startsWith('/(desk)')));
      const fewer = nodes
        .slice(1, -1)
        .split(',')
        .map((line, n) => (direct.has(n) ? line : small.has(n) ? `() => rest().then((all) => all.nodes[${n}]())` : ''))
        .join(',');
      const lines = routes.filter((route) => own.includes(route)).map(({ line }) => line);
      return {
        code: code
          .replace(
            `export const nodes = ${nodes};`,
            `const rest = () => import('./${ALL_ROUTES}');\n` +
              `const all = ${TABLET_PAGE}.test(location.pathname) ? null : await rest();\n` +
              `export const nodes = all?.nodes ?? [${fewer}];`
          )
          .replace(
            `export const dictionary = ${dictionary};`,
            `export const dictionary = all?.dictionary ?? {${lines.join(',')}};`
          ),
        map: null
      };
    },
    generateBundle(_, bundle) {
      const files = tabletFiles(bundle, kept);
      const folder = path.resolve('.svelte-kit/generated');
      mkdirSync(folder, { recursive: true });
      writeFileSync(
        path.join(folder, 'tablet-files.js'),
        `export const tabletFiles = ${JSON.stringify(files, null, 2)};\n`
      );
    }
  };
}

/** The file name of a layout that belongs to a node of the desk; empty where it is none. */
function layoutOf(code: string): string {
  return /src\/routes\/\(desk\)\/([^"'/]+)["']/.exec(code)?.[1] ?? '';
}

function cut(code: string, pattern: RegExp): string {
  const part = pattern.exec(code)?.[1];
  if (!part) throw new Error(`Kit writes its list of routes in another form now: ${pattern} (.config/tablet-build.ts)`);
  return part;
}

function routesOf(dictionary: string): Route[] {
  return [...dictionary.matchAll(/"([^"]+)": (\[.*\])/g)].map(([line, id, numbers]) => ({
    id: id!,
    line,
    // `~` before a number says that the page has a load function on the server.
    nodes: [...numbers!.matchAll(/\d+/g)].map(([number]) => Number(number))
  }));
}

function found(routes: readonly Route[], id: string): Route {
  const route = routes.find((one) => one.id === id);
  if (!route) throw new Error(`there is no page ${id} for tablets any more (.config/tablet-build.ts)`);
  return route;
}

/** With the root's layout and error page, which every page stands on. */
function nodesOf(routes: readonly Route[]): Set<number> {
  return new Set([0, 1, ...routes.flatMap(({ nodes }) => nodes)]);
}

/** A page that the tablets do not know must not be taken for one that they do. */
function refuseLikeKept(routes: readonly Route[], own: readonly Route[]): void {
  const address = (id: string) => id.replace(/\/\([^/]+\)/g, '') || '/';
  for (const { id } of own) {
    const pattern = new RegExp(`^${address(id).replace(/\[[^\]]+\]/g, '[^/]+')}$`);
    const taken = routes.find((route) => !own.includes(route) && pattern.test(address(route.id)));
    if (taken) throw new Error(`${taken.id} would be taken for ${id}: add it to LIKE_KEPT (.config/tablet-build.ts)`);
  }
}

function isList({ moduleIds }: Rolldown.OutputChunk): boolean {
  return moduleIds.some((id) => APP.test(id) || id.endsWith(ALL_ROUTES));
}

/** Scripts and styles of the kept pages, with all that they fetch later. */
function tabletFiles(bundle: Rolldown.OutputBundle, kept: ReadonlySet<number>): string[] {
  const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
  const files = new Set<string>();
  function take(chunk: Rolldown.OutputChunk | undefined): void {
    if (!chunk || files.has(chunk.fileName)) return;
    files.add(chunk.fileName);
    const meta = chunk.viteMetadata;
    for (const file of [...(meta?.importedCss ?? []), ...(meta?.importedAssets ?? [])]) files.add(file);
    // What a list of routes fetches later are all pages there are.
    for (const name of [...chunk.imports, ...(isList(chunk) ? [] : chunk.dynamicImports)])
      take(chunks.find(({ fileName }) => fileName === name));
  }
  for (const chunk of chunks) {
    const id = chunk.facadeModuleId ?? '';
    const node = NODE.exec(id);
    if (START.test(id) || isList(chunk) || (node && kept.has(Number(node[1])))) take(chunk);
  }
  return [...files].sort();
}
