import { fork, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../../server/config';
import { lockFolder } from '../../../server/db/folder-lock';
import { openSqlite } from '../../../server/db/sqlite';
import { account } from '../../../server/identity/tables';
import { ledgerImport, type ImportChoices } from '../../../server/imports/tables';
import { backup } from '../../../server/maintenance/backup';
import { restore } from '../../../server/maintenance/restore';
import { setUp } from '../../../server/maintenance/set-up';
import { verifyData } from '../../../server/maintenance/verify-data';
import { dataFolder, emptyFolder, openServices } from './support';

const RUNNER = path.resolve(import.meta.dirname, '../../support/run-ts.mjs');
const SERVER = path.resolve(import.meta.dirname, 'server-child.ts');
const TOOLS = path.resolve(import.meta.dirname, '../../../server/maintenance/tools.ts');

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

interface Run {
  child: ChildProcess;
  ready: Promise<void>;
  ended: Promise<{ code: number | null; errors: string; output: string }>;
}

function run(dataDir: string, file: string, ...args: string[]): Run {
  const child = fork(RUNNER, [file, ...args], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      STOOLSIDE_MODE: 'production',
      ORIGIN: 'https://stool.example.org',
      LOG_LEVEL: 'silent'
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc']
  });
  children.push(child);
  let [errors, output] = ['', ''];
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (output += text));
  return {
    child,
    ready: new Promise((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('close', (code) => reject(new Error(`ended with ${code}: ${errors}`)));
    }),
    ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, errors, output })))
  };
}

const named = (username: string) =>
  JSON.stringify({
    name: '槐荫里社区',
    accounts: [{ username, name: username, role: 'secretary', password: 'at least ten characters' }]
  });

describe('a data folder', () => {
  it('is one server’s: a second is told so and ends, and kill -9 gives the folder back at once', async () => {
    const folder = emptyFolder();
    const first = run(folder, SERVER);
    await first.ready;
    const second = run(folder, SERVER);
    second.ready.catch(() => {});
    expect(await second.ended).toMatchObject({
      code: 1,
      errors: `Another server is running on DATA_DIR (${folder}). Stop it first, or set DATA_DIR to another folder.\n`
    });
    expect(lockFolder(folder, 0)).toBeNull();
    first.ready.catch(() => {});
    first.child.kill('SIGKILL');
    await first.ended;
    const release = lockFolder(folder, 0);
    expect(release).not.toBeNull();
    release!();
  }, 120_000);

  it('is set up by its own process beside a server that runs there', async () => {
    const folder = emptyFolder();
    const file = path.join(folder, 'community.json');
    writeFileSync(file, named('shuji'));
    // Before the first start too, and what it leaves can be backed up.
    expect(await setUp({ mode: 'production', dataDir: folder }, named('first'))).toContain('1 accounts');
    await backup(folder, emptyFolder());
    const server = run(folder, SERVER);
    await server.ready;
    server.ready.catch(() => {});
    const tool = run(folder, TOOLS, 'setup', file);
    tool.ready.catch(() => {});
    expect(await tool.ended).toEqual({
      code: 0,
      errors: '',
      output: 'Added: 0 grids, 0 venues, 0 organisations, 1 accounts.\n'
    });
    expect(server.child.exitCode).toBeNull();
  }, 120_000);
});

describe('beside a server', () => {
  it('a second in the same process is refused too, and the folder is free once the first has stopped', async () => {
    const folder = await dataFolder();
    const services = await openServices(folder);
    await expect(openServices(folder)).rejects.toThrow(ConfigError);
    await services.stop();
    await (await openServices(folder)).stop();
  });

  it('setting up, backing up and verifying do their own work and nothing else', async () => {
    const folder = await dataFolder();
    const services = await openServices(folder);
    // An import under way: whoever starts a server there would take it for one that a crash broke off.
    const row = {
      communityId: 'c',
      id: 'under-way',
      fileName: 'ledger.xlsx',
      sheets: [],
      status: 'importing',
      choices: {} as ImportChoices,
      counts: { planned: 1, created: 0, amended: 0, left: 0, undone: 0, kept: 0 },
      byId: 'a',
      byName: 'a',
      createdAt: services.now().toISOString()
    };
    await services.store.tx(async (q) => await q.insert(ledgerImport).values(row).run());
    const { id } = row;
    expect(await setUp({ mode: 'demo', dataDir: folder }, named('newcomer'))).toContain('1 accounts');
    await backup(folder, emptyFolder());
    await verifyData(folder);
    expect(await services.store.q.select().from(ledgerImport).where(eq(ledgerImport.id, id)).get()).toMatchObject({
      status: 'importing'
    });
    // The running server knows the newcomer at once.
    expect(await services.store.q.select().from(account).where(eq(account.username, 'newcomer')).get()).toMatchObject({
      role: 'secretary'
    });
    await services.stop();
  });

  it('nothing is restored, and the folder stays as it is', async () => {
    const [folder, shelf] = [await dataFolder(), emptyFolder()];
    const { archive } = await backup(folder, shelf);
    const services = await openServices(folder);
    await expect(restore(archive, folder, { replace: true })).rejects.toThrow(
      `A server is running on ${folder}. Stop it first.`
    );
    expect(await services.store.q.select().from(account).limit(1).get()).toBeDefined();
    await services.stop();
    await restore(archive, folder, { replace: true });
  });

  it('of an older version, whose tables a newer one would change under it, setting up is refused', async () => {
    const folder = await dataFolder();
    const services = await openServices(folder);
    const store = openSqlite(path.join(folder, 'stoolside.sqlite'));
    await store.tx(async (q) => await q.run(sql`delete from migration where name = (select max(name) from migration)`));
    await store.close();
    await expect(setUp({ mode: 'demo', dataDir: folder }, named('newcomer'))).rejects.toThrow('of an older version');
    await services.stop();
  });
});
