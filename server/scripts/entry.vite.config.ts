import { defineConfig } from 'vite';

/** The second, small build: `server/main.ts` takes the place of the adapter's own `build/index.js`. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: 'server/main.ts',
    outDir: 'build',
    emptyOutDir: false,
    target: 'node20',
    rollupOptions: { external: ['./handler.js'], output: { entryFileNames: 'index.js' } }
  }
});
