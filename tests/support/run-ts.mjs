// @ts-check
// `node tests/support/run-ts.mjs <file.ts> [arguments]`: runs a TypeScript module of this server in a process of its own,
// through Vite's module runner, so that it needs no build.
import path from 'node:path';
import { runnerImport } from 'vite';

const [file, ...rest] = process.argv.slice(2);
if (!file) {
  process.stderr.write('Name the file to run.\n');
  process.exit(1);
}
const root = path.resolve(import.meta.dirname, '../..');
process.argv = [process.argv[0] ?? '', path.resolve(file), ...rest];
await runnerImport(path.resolve(file), {
  root,
  configFile: false,
  logLevel: 'error',
  resolve: {
    alias: { $lib: path.join(root, 'src/lib'), $server: path.join(root, 'server') },
    external: true
  }
});
