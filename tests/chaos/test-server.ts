import { fork, type ChildProcess } from 'node:child_process';

const RESTART_MS = 60;

/** The server's process, started again whenever it is gone, as systemd does, on the port it had. */
export class TestServer {
  port = 0;
  kills = 0;
  /** Ends that nobody asked for: a failed disk, a compaction that was cut. */
  falls = 0;
  private child: ChildProcess | null = null;
  private stopping = false;
  private asked = false;

  constructor(
    private readonly bundle: string,
    private readonly given: { dataDir: string; meetingId: string; mode: string; app: string }
  ) {}

  start(): Promise<void> {
    const { dataDir, meetingId, mode, app } = this.given;
    const child = fork(this.bundle, [dataDir, String(this.port), meetingId, mode, app], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc']
    });
    this.child = child;
    child.once('exit', () => {
      if (this.child === child) this.child = null;
      if (this.stopping) return;
      if (!this.asked) this.falls++;
      this.asked = false;
      setTimeout(() => void this.start(), RESTART_MS);
    });
    return new Promise((resolve) => {
      child.on('message', (said: { port?: number }) => {
        if (!said.port) return;
        this.port = said.port;
        resolve();
      });
      child.once('exit', () => resolve());
    });
  }

  kill(): void {
    if (!this.child) return;
    this.asked = true;
    this.kills++;
    this.child.kill('SIGKILL');
  }

  tell(what: { fault?: string; close?: boolean }): void {
    // It may have been killed a moment ago, before that is known here: what it was told is then lost with it.
    if (this.child?.connected) this.child.send(what, () => {});
  }

  get up(): boolean {
    return this.child !== null;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const { child } = this;
    if (!child) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }
}
