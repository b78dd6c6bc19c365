import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { sourcesName } from './.config/sources-name.js';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
  kit: {
    adapter: adapter({ out: 'build' }),
    alias: { $server: 'server', '$tablet-files': '.svelte-kit/generated/tablet-files.js' },
    // Registered by the pages of staff alone (features/offline/keep-pages.ts).
    serviceWorker: { register: false },
    // A tablet that is in a meeting must not be reloaded by a new build.
    version: { name: sourcesName(import.meta.dirname), pollInterval: 0 },
    csp: {
      mode: 'nonce',
      directives: {
        'default-src': ['self'],
        'script-src': ['self'],
        'style-src': ['self', 'unsafe-inline'],
        'img-src': ['self', 'data:', 'blob:'],
        'media-src': ['self', 'blob:'],
        'connect-src': ['self'],
        'frame-ancestors': ['none'],
        'form-action': ['self'],
        'base-uri': ['none'],
        'object-src': ['none']
      }
    },
    typescript: {
      config(config) {
        config.include.push('../server/**/*.ts', '../tests/**/*.ts', '../.config/**/*.ts');
      }
    }
  }
};
