import { defineConfig } from '@playwright/test';
import { browserPath } from '../support/browser.mjs';

/**
 * Each file has a server on its own port, over a copy of one seeded folder (support/e2e.ts), so files run side by side. No
 * traces: they
 * cost a third of the time; `--trace on` with one file shows what a failure's page snapshot does not.
 */
export default defineConfig({
  testDir: '.',
  globalSetup: '../support/seeded.ts',
  testMatch: '**/*.spec.ts',
  outputDir: '../../test-results/e2e',
  workers: 3,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  reporter: 'line',
  use: {
    locale: 'zh-CN',
    // Each new browser would fetch the whole build for it. Where what it keeps is the subject, the file allows it.
    serviceWorkers: 'block',
    timezoneId: 'Asia/Shanghai',
    // For what hangs, not for a machine that has much to do.
    actionTimeout: 30_000,
    launchOptions: {
      executablePath: browserPath(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // A microphone that beeps, for voice notes.
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream'
      ]
    }
  }
});
