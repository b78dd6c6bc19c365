import { fork, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The built product, running as `npm run demo` runs it, on a free port and a data folder of its own. */
export interface RunningApp {
  url: string;
  port: number;
  dataDir: string;
  /** The code of the demo's meeting under way. */
  code: string;
  process: ChildProcess;
  /** What the server wrote so far, where `logLevel` was given; otherwise it goes to the test's own output. */
  log(): string;
  /** SIGTERM and wait. */
  stop(): Promise<void>;
  /** The same data and port again, once it is stopped. */
  start(): Promise<void>;
  /** SIGKILL, then the same data and port again. */
  killAndRestart(): Promise<void>;
  /** Stops and removes the data. */
  remove(): Promise<void>;
}

/** The folder of the build under test. */
export const BUILD = path.resolve(import.meta.dirname, '../../build');

interface Said {
  listening?: { port: number };
  demo?: { code: string };
}

function launch(
  dataDir: string,
  port: number,
  build: string,
  logLevel?: string,
  heard?: (text: string) => void
): Promise<{ child: ChildProcess; said: Said }> {
  const child = fork(path.join(build, 'index.js'), {
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: dataDir,
      ORIGIN: '',
      STOOLSIDE_MODE: 'demo',
      LOG_LEVEL: logLevel ?? 'warn',
      NODE_ENV: 'production'
    },
    stdio: heard ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'inherit', 'inherit', 'ipc']
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => heard?.(text));
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it listened`)));
    child.on('message', (message) => {
      if ((message as Said).listening) resolve({ child, said: message as Said });
    });
  });
}

function gone(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

/**
 * Starts the built product (`npm run build` first) with the demo's neighbourhood: over a copy of the folder `from`, or over
 * `dataDir` itself, which is seeded where it is empty.
 */
export async function startApp({
  logLevel,
  build = BUILD,
  from,
  dataDir = mkdtempSync(path.join(tmpdir(), 'stoolside-'))
}: { logLevel?: string; build?: string; from?: string; dataDir?: string } = {}): Promise<RunningApp> {
  if (from) cpSync(from, dataDir, { recursive: true });
  let log = '';
  const heard = logLevel ? (text: string) => void (log += text) : undefined;
  const { child, said } = await launch(dataDir, 0, build, logLevel, heard);
  const port = said.listening!.port;
  const app: RunningApp = {
    url: `http://127.0.0.1:${port}`,
    port,
    dataDir,
    code: said.demo!.code,
    process: child,
    log: () => log,
    stop: () => gone(app.process, 'SIGTERM'),
    async start() {
      app.process = (await launch(dataDir, port, build, logLevel, heard)).child;
    },
    async killAndRestart() {
      await gone(app.process, 'SIGKILL');
      await app.start();
    },
    async remove() {
      await app.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  };
  return app;
}
