import { setImmediate } from 'node:timers/promises';
import { inArray } from 'drizzle-orm';
import { refused, type Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { every } from '../schedule';
import { here } from './find-import';
import { forgetFiles, sweepFiles } from './kept-files';
import { importSome, planImport } from './run-import';
import { ledgerImport } from './tables';
import { planUndo, undoSome } from './undo-import';

/** The long works: one at a time, in small transactions, each row of them counted where it is done. */
export interface ImportJobs {
  /** Imports what was looked at, or goes on with what did not finish; resolves when it is under way. */
  start(caller: Caller, id: string, seen: number): Promise<{ started: true } | Refusal>;
  /** Takes an import back, or goes on with that. */
  undo(caller: Caller, id: string): Promise<{ started: true } | Refusal>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Ends after the transaction that runs; what is left says that it did not finish. */
  stop(): Promise<void>;
}

type Deps = Pick<Ground, 'store' | 'config' | 'log' | 'now'>;
const SWEEP_MS = 6 * 3600_000;

export function createImportJobs(s: Deps): ImportJobs {
  let running: Promise<void> | null = null;
  let starting = false;
  let stopping = false;
  const sweeping = every(s, 'import file sweep', SWEEP_MS, () => sweepFiles(s));

  /** Does one piece after the other, with everybody else's turn between. */
  async function run(caller: Caller, id: string, some: () => Promise<boolean>, ends: { well: string; else: string }) {
    let status = ends.else;
    try {
      let left = true;
      while (left && !stopping) {
        left = await some();
        await setImmediate();
      }
      if (!left) status = ends.well;
    } catch (error) {
      s.log.error({ err: error, import: id }, 'import failed');
    }
    const at = s.now().toISOString();
    const when = status === 'done' ? { finishedAt: at } : status === 'undone' ? { undoneAt: at } : {};
    await s.store
      .tx((q) =>
        q
          .update(ledgerImport)
          .set({ status, ...when })
          .where(here(caller.communityId, id))
          .run()
      )
      .catch((error: unknown) => s.log.error({ err: error, import: id }, 'import status could not be saved'));
    if (status === 'done' || status === 'undone') await forgetFiles(s, id);
  }

  /** One at a time, from the planning on. */
  async function begin<T>(
    plan: () => Promise<T | Refusal>,
    work: (planned: T) => Promise<void>
  ): Promise<{ started: true } | Refusal> {
    if (running || starting || stopping) return { refused: 'server/busy', with: { seconds: 10 } };
    starting = true;
    try {
      const planned = await plan();
      if (refused(planned)) return planned;
      running = work(planned as T).finally(() => (running = null));
      return { started: true };
    } finally {
      starting = false;
    }
  }

  return {
    start: (caller, id, seen) =>
      begin(
        () => planImport(s, caller, id, seen),
        (work) => run(caller, id, () => importSome(s, caller, id, work), { well: 'done', else: 'stopped' })
      ),
    undo: (caller, id) =>
      begin(
        () => planUndo(s, caller, id),
        () => run(caller, id, () => undoSome(s, caller, id), { well: 'undone', else: 'undo-stopped' })
      ),
    async idle() {
      await running;
    },
    async stop() {
      stopping = true;
      await sweeping.stop();
      await running;
    }
  };
}

/** What was under way when the process ended says so, and waits for a person to go on. */
export async function repairImports(s: Pick<Ground, 'store'>): Promise<void> {
  const { status } = ledgerImport;
  await s.store.tx(async (q) => {
    await q
      .update(ledgerImport)
      .set({ status: 'stopped' })
      .where(inArray(status, ['importing']))
      .run();
    await q
      .update(ledgerImport)
      .set({ status: 'undo-stopped' })
      .where(inArray(status, ['undoing']))
      .run();
  });
}
