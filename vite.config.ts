import path from 'node:path';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { stoolside } from './server/vite-plugin.ts';

export default defineConfig({
  plugins: [stoolside(), sveltekit()],
  build: { target: 'es2022' },
  resolve: { alias: { 'lib0/logging': path.resolve(import.meta.dirname, 'src/lib/sync/plain-logging.ts') } },
  test: {
    include: ['tests/{domain,document,sync,server,features,words,house}/**/*.test.ts'],
    environment: 'node',
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    reporters: ['default'],
    setupFiles: ['tests/support/vitest-setup.ts']
  }
});
