import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from '../svelte.config.js';
import { houseRules } from './house-rules.js';

export default ts.config(
  {
    ignores: [
      'build/',
      '.svelte-kit/',
      '.data/',
      'test-results/',
      'playwright-report/',
      'node_modules/',
      'server/db/migrations/'
    ]
  },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      'no-undef': 'off',
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'svelte/no-at-html-tags': 'error',
      'svelte/no-navigation-without-resolve': 'off'
    }
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig } }
  },
  // A query is a promise in type and, over another engine, in fact: every one is awaited. With types, so for the server alone.
  {
    files: ['server/**/*.ts'],
    ignores: ['server/db/drizzle.config.ts', 'server/scripts/**'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: { '@typescript-eslint/no-floating-promises': 'error' }
  },
  // The bridge from Yjs to runes holds plain listeners and caches; createSubscriber is what makes them reactive.
  { files: ['src/lib/sync/**'], rules: { 'svelte/prefer-svelte-reactivity': 'off' } },
  { files: ['**/scripts/**', 'tests/**'], rules: { 'no-console': 'off' } },
  ...houseRules
);
