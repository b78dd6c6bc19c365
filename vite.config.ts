import path from 'node:path';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { englishApart } from './.config/english-apart.ts';
import { tabletBuild } from './.config/tablet-build.ts';
import { stoolside } from './server/vite-plugin.ts';

const COMMON =
  /src[\\/]lib[\\/](ui[\\/](Button|Icon|IconButton|Notice|Skeleton|Stool)\.svelte|ui[\\/]icons|words[\\/](dictionary|use|common|when|dates)\.ts|features[\\/]offline[\\/]served-at|features[\\/]desk[\\/]appearance|domain[\\/]meetings[\\/]kind)/;
const FIELDS = /src[\\/]lib[\\/](ui[\\/](ChipGroup|Field|Select)\.svelte|domain[\\/]ledger[\\/]category)/;

const TESTS = 'tests/{domain,document,sync,server,features,words,house}/**/*.test.ts';
const HTTP = 'tests/http/**/*.test.ts';
const MOCKED = 'tests/**/*.mocked.test.ts';

export default defineConfig({
  plugins: [stoolside(), tabletBuild(), englishApart(), sveltekit()],
  build: { target: 'es2022' },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            // What every page needs, in one piece: a dozen files of half a kilobyte cost a tablet more than their words.
            // What forms need comes apart from it: the first word is written without them.
            codeSplitting: {
              groups: [
                { name: 'common', test: COMMON, priority: 2 },
                { name: 'fields', test: FIELDS, priority: 1 }
              ]
            }
          }
        }
      }
    }
  },
  resolve: { alias: { 'lib0/logging': path.resolve(import.meta.dirname, 'src/lib/sync/plain-logging.ts') } },
  test: {
    // Files share a thread's modules, which saves a quarter of the time; whoever replaces a module for itself stands apart.
    projects: [
      { extends: true, test: { name: 'shared', include: [TESTS], exclude: [MOCKED], isolate: false } },
      { extends: true, test: { name: 'mocked', include: [MOCKED] } },
      // Needs a build; each file starts it over a copy of one seeded folder.
      { extends: true, test: { name: 'http', include: [HTTP], globalSetup: 'tests/support/seeded.ts' } }
    ],
    environment: 'node',
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default'],
    setupFiles: ['tests/support/vitest-setup.ts']
  }
});
