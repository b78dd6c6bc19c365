import path from 'node:path';

/**
 * Who may import whom (DESIGN.md: domain ← document ← {sync, server} ← features ← routes; features never import the
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

/** `server/<area>` and the path inside it. */
function area(file) {
  const [, name, rest] =
    /(?:^|\/)server\/([^/]+)\/(.+)$/.exec(path.relative(process.cwd(), file).split(path.sep).join('/')) ?? [];
  return name ? { name, rest } : null;
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
          data: { message: `${rank} must not import ${other} (DESIGN.md §2).` }
        });
      const mine = rank === 'server' ? area(from) : null;
      const theirs = area(file);
      if (
        mine &&
        theirs &&
        mine.name !== theirs.name &&
        !AREAS_WITHOUT_INDEX.has(theirs.name) &&
        !AREAS_WITHOUT_INDEX.has(mine.name)
      )
        if (!['index', 'tables', 'types', 'caller'].includes(theirs.rest.replace(/\.ts$/, '')))
          context.report({
            node,
            messageId: 'rank',
            data: { message: `Use the index of server/${theirs.name}, not its files.` }
          });
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
