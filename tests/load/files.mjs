// @ts-check
// `npm run bench:files -- [items in the ledger] [rows to import]`: export and import of the ledger, and what others wait for.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'vite';

const here = import.meta.dirname;
const root = path.resolve(here, '../..');
// Bundled as production bundles it. Inside the tree, so that it finds its packages.
const bundle = path.join(root, 'node_modules/.cache/stoolside-load');
await build({
  root,
  configFile: false,
  logLevel: 'error',
  resolve: { alias: { $lib: path.join(root, 'src/lib'), $server: path.join(root, 'server') } },
  build: {
    ssr: path.join(here, 'servers/ledger-files.ts'),
    outDir: bundle,
    emptyOutDir: false,
    target: 'node20',
    rollupOptions: { output: { entryFileNames: 'ledger-files.mjs' } }
  }
});
const ran = spawnSync(
  process.execPath,
  ['--expose-gc', path.join(bundle, 'ledger-files.mjs'), ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    cwd: root
  }
);
process.exit(ran.status ?? 1);
