import path from 'node:path';
import { defineConfig } from 'vite';

/**
 * The second, small build: `server/main.ts` takes the place of the adapter's own `build/index.js`; `build/tools.js` is
 * what a keeper runs beside it (backup, restore, verify-data).
 */
export default defineConfig({
  publicDir: false,
  resolve: { alias: { $lib: path.resolve(import.meta.dirname, '../../src/lib') } },
  build: {
    ssr: true,
    outDir: 'build',
    emptyOutDir: false,
    target: 'node20',
    rollupOptions: {
      input: { index: 'server/main.ts', tools: 'server/maintenance/tools.ts' },
      external: ['./handler.js'],
      output: { entryFileNames: '[name].js', chunkFileNames: 'tools/[name]-[hash].js' }
    }
  }
});
