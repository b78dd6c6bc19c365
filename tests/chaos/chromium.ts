import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext } from '@playwright/test';

const ARGUMENTS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--window-size=1280,800'],
  ...['--no-first-run', '--no-default-browser-check', '--disable-extensions', '--disable-breakpad', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update', '--password-store=basic'],
  // A tablet's page is in front; here it must not be slowed for having no screen.
  ...['--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows'],
  ...['--disable-background-timer-throttling', '--lang=zh-CN', '--accept-lang=zh-CN', '--remote-debugging-port=0']
];

/** A Chromium that we started ourselves, so that all of it can be killed, and what it keeps on its disk. */
export class Chromium {
  private profile = mkdtempSync(path.join(tmpdir(), 'stoolside-chromium-'));
  private process: ChildProcess | null = null;

  constructor(private readonly executable: string) {
    // In a group of its own it would outlive a run that is broken off.
    process.once('exit', () => this.remove());
  }

  /** Starts over the disk as it is, and gives the tablet's one context. */
  async start(): Promise<BrowserContext> {
    // A process group of its own: the children die with it.
    const child = spawn(this.executable, [...ARGUMENTS, `--user-data-dir=${this.profile}`, 'about:blank'], {
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe']
    });
    this.process = child;
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-4_000);
        const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
        if (found) resolve(found);
      });
      child.once('error', reject);
      child.once('exit', (code, signal) => reject(new Error(`Chromium ended with ${code ?? signal}: ${said}`)));
    });
    const browser = await chromium.connectOverCDP(address);
    return browser.contexts()[0]!;
  }

  /** kill -9, all of it. */
  kill(): void {
    const pid = this.process?.pid;
    this.process = null;
    if (!pid) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It was gone already.
    }
  }

  /** Another tablet: nothing of the first one's disk is left. */
  replace(): void {
    this.remove();
    this.profile = mkdtempSync(path.join(tmpdir(), 'stoolside-chromium-'));
  }

  remove(): void {
    this.kill();
    // What was just killed may still be letting go of its files.
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}
