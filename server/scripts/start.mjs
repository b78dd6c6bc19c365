// @ts-check
// `npm start`: production. The build must stand (`npm ci && npm run build`); settings are read from the environment.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

process.env.NODE_ENV ??= 'production';
// `npm run setup`, `backup`, `restore`, `verify-data` are the keeper's tools, another entry of the same build.
const tool = ['setup', 'backup', 'restore', 'verify-data'].includes(process.argv[2] ?? '');
const entry = path.resolve(import.meta.dirname, `../../build/${tool ? 'tools' : 'index'}.js`);
if (!existsSync(entry)) {
  process.stderr.write('There is no build yet. Run “npm ci” and “npm run build” first.\n');
  process.exit(1);
}
await import(pathToFileURL(entry).href);
