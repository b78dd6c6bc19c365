import path from 'node:path';

/**
 * Who may import whom (README.md, “The house”: domain ← document ← {sync, server} ← features ← routes; features never import the
 * server). Each rank lists the ranks it may know; the server's areas know each other by index only.
 */
const MAY_IMPORT = {
  domain: ['domain'],
  words: ['words', 'domain'],
  document: ['document', 'domain'],
  sync: ['sync', 'document', 'domain'],
  ui: ['ui'],
  features: ['features', 'ui', 'sync', 'document', 'domain', 'words'],
  server: ['server', 'document', 'domain', 'words'],
  routes: ['routes', 'server', 'features', 'ui', 'sync', 'document', 'domain', 'words']
};
const AREAS_WITHOUT_INDEX = new Set(['db', 'seed']);

/**
 * The server's areas, the lowest first; each imports only from the lines above its own. Some are still to come. A file directly
 * under `server/` is an area of its own.
 */
const SERVER_RANKS = [
  ['config', 'db', 'documents', 'files', 'globals', 'ground', 'schedule', 'spelling'],
  ['identity'],
  ['attachments', 'collab', 'community'],
  ['calendar', 'households', 'resources'],
  ['ledger'],
  ['imports', 'notices', 'reports', 'voices'],
  ['meetings'],
  ['attendance', 'invitations', 'phones', 'publicity', 'ratings', 'search', 'sheets', 'visits', 'wishes'],
  ['months', 'open311', 'papers', 'party-links'],
  ['api', 'seed', 'set-up'],
  ['maintenance'],
  ['services'],
  ['main', 'scripts', 'vite-plugin']
];
/** The ground floor is one storey: its pieces know each other. */
const GROUND_FLOOR = 0;
const serverRank = (area) => SERVER_RANKS.findIndex((areas) => areas.includes(area));

/** The rank a file of this repository belongs to, or null for a file outside the ranks. */
export function rankOf(file) {
  const inside = path.relative(process.cwd(), file).split(path.sep).join('/');
  const lib = /^src\/lib\/([^/]+)\//.exec(inside);
  if (lib) return lib[1] in MAY_IMPORT ? lib[1] : null;
  if (inside.startsWith('server/')) return 'server';
  if (inside.startsWith('src/')) return 'routes';
  return null;
}

function target(from, source) {
  if (source.startsWith('$lib/')) return path.resolve('src/lib', source.slice(5));
  if (source.startsWith('$server/')) return path.resolve('server', source.slice(8));
  if (source.startsWith('.')) return path.resolve(path.dirname(from), source);
  return null;
}

/** `server/<area>` and the path inside it; empty for the area's own name, which is its index or the one file that it is. */
function area(file) {
  const [, name, rest = ''] =
    /^server\/([^/]+?)(?:\.ts)?(?:\/(.+))?$/.exec(path.relative(process.cwd(), file).split(path.sep).join('/')) ?? [];
  return name ? { name, rest } : null;
}

/** What is wrong with an import between two of the server's areas; null where nothing is. */
export function serverImportFault(from, to) {
  // What is written by a build stands in no area.
  if (from.name === to.name || to.name.endsWith('.js')) return null;
  const [mine, theirs] = [serverRank(from.name), serverRank(to.name)];
  if (mine < 0 || theirs < 0)
    return `server/${mine < 0 ? from.name : to.name} has no rank: give it one in .config/house-rules.js.`;
  if (theirs > mine || (theirs === mine && mine !== GROUND_FLOOR))
    return `server/${from.name} must not import server/${to.name}, which does not stand below it.`;
  const entrance = to.rest === '' || ['index', 'tables', 'types', 'caller'].includes(to.rest.replace(/\.ts$/, ''));
  if (!entrance && !AREAS_WITHOUT_INDEX.has(to.name) && !AREAS_WITHOUT_INDEX.has(from.name))
    return `Use the index of server/${to.name}, not its files.`;
  return null;
}

export const rule = {
  meta: { type: 'problem', schema: [], messages: { rank: '{{message}}' } },
  create(context) {
    const from = context.filename;
    const rank = rankOf(from);
    function check(node) {
      if (!node.source || !rank) return;
      const file = target(from, String(node.source.value));
      if (!file) return;
      const other = rankOf(file.endsWith('index') ? file : `${file}/x`) ?? rankOf(file);
      if (other && !MAY_IMPORT[rank].includes(other))
        context.report({
          node,
          messageId: 'rank',
          data: { message: `${rank} must not import ${other} (README.md, “The house”).` }
        });
      const mine = rank === 'server' ? area(from) : null;
      const theirs = area(file);
      const fault = mine && theirs && serverImportFault(mine, theirs);
      if (fault) context.report({ node, messageId: 'rank', data: { message: fault } });
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check
    };
  }
};

export const houseRules = [
  {
    files: ['src/**/*.{ts,js,svelte}', 'server/**/*.ts'],
    plugins: { house: { rules: { ranks: rule } } },
    rules: { 'house/ranks': 'error' }
  },
  {
    files: ['src/lib/domain/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: ['svelte', 'svelte/*', '@sveltejs/*', 'yjs', 'drizzle-orm*', '$app/*', 'better-sqlite3'] }
      ]
    }
  }
];
