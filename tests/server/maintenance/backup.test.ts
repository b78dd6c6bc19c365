import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { create, extract } from 'tar';
import { describe, expect, it } from 'vitest';
import { meetingDocument } from '$lib/document/keys';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { backup } from '../../../server/maintenance/backup';
import { NotRestored, restore } from '../../../server/maintenance/restore';
import { verifyData } from '../../../server/maintenance/verify-data';
import { addChannel } from '../../../server/notices';
import { createFileStore, FILES_FOLDER } from '../../../server/files';
import { caller } from '../../support/ground';
import { recording, sent } from '../attachments/support';
import { dataFolder, emptyFolder, openServices } from './support';

const LIVE_ID = '00000000-0000-4000-8000-000000000002';
const LIVE = meetingDocument(LIVE_ID);
const NEXT = meetingDocument('00000000-0000-4000-8000-000000000003');

/** Every row of every table, to compare one folder with another. */
function everything(folder: string): Record<string, unknown[]> {
  return Object.fromEntries(
    ['stoolside.sqlite', 'collab.sqlite'].flatMap((file) => {
      const db = new Database(path.join(folder, file), { readonly: true });
      const tables = db
        .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        .pluck()
        .all();
      const read = tables.map((table) => [`${file} ${table}`, db.prepare(`SELECT * FROM "${table}"`).all()] as const);
      db.close();
      return read;
    })
  );
}

describe('a backup', () => {
  it('restored into a new folder holds every row and file of the first', async () => {
    const [folder, shelf] = [await dataFolder(), emptyFolder()];
    const photo = await createFileStore(path.join(folder, FILES_FOLDER)).put(Buffer.from([1, 2, 3]));
    writeFileSync(path.join(folder, FILES_FOLDER, 'partial', 'on its way'), Buffer.from([4]));
    const { archive, manifest } = await backup(folder, shelf);
    expect(manifest.files.map((file) => file.path)).toEqual([
      'collab.sqlite',
      'stoolside.sqlite',
      `uploads/03/${photo}`
    ]);
    expect(readdirSync(shelf)).toEqual([path.basename(archive)]);

    const to = path.join(emptyFolder(), 'new', 'data');
    await restore(archive, to);
    const [before, after] = [everything(folder), everything(to)];
    // The one thing that a backup changes: every document is taken in again at the next start.
    for (const rows of [before, after])
      for (const row of rows['collab.sqlite document']!) (row as { settled?: number }).settled = 0;
    expect(after).toEqual(before);
    expect(readFileSync(path.join(to, 'uploads', '03', photo))).toEqual(Buffer.from([1, 2, 3]));
  });

  it('taken while tablets write has all that was acknowledged before it began, and starts', async () => {
    const [folder, shelf] = [await dataFolder(), emptyFolder()];
    const running = await openServices(folder);
    let written = 0;
    let stop = false;
    const write = async () => {
      while (!stop) {
        await running.hub.change(LIVE, (doc) =>
          openMeetingDocument(doc).addEntry({
            kind: 'voice',
            speaker: '3号楼',
            text: `备份时的第${++written}句`,
            by: 'x'
          })
        );
        await running.hub.change(NEXT, (doc) => openMeetingDocument(doc).setMeta({ title: `第${written}次改名` }));
        const bytes = recording(1000 + written);
        await sent(running, randomUUID(), { meetingId: LIVE_ID, kind: 'voice', bytes });
      }
    };
    const writing = write();
    while (written < 5) await new Promise((resolve) => setImmediate(resolve));
    const acknowledged = written - 1;
    const { archive } = await backup(folder, shelf);
    stop = true;
    await writing;
    await running.stop();

    const to = path.join(emptyFolder(), 'data');
    const { verified } = await restore(archive, to);
    expect(verified.findings.filter((one) => one.severity === 'fault')).toEqual([]);
    const again = await openServices(to);
    const texts = await again.hub.read(LIVE, (doc) =>
      openMeetingDocument(doc)
        .entries()
        .map((entry) => entry.text)
    );
    for (let n = 1; n <= acknowledged; n++) expect(texts).toContain(`备份时的第${n}句`);
    // What the journal was ahead of the database has reached it.
    await again.hub.settle(LIVE);
    await again.hub.settle(NEXT);
    await again.stop();
    const { findings, uploads } = await verifyData(to);
    expect(findings.filter((one) => one.severity === 'fault')).toEqual([]);
    expect(uploads).toBeGreaterThanOrEqual(acknowledged);
  });

  it('leaves the newest few where it is told how many', async () => {
    const [folder, shelf] = [await dataFolder(), emptyFolder()];
    writeFileSync(path.join(shelf, 'somebody-else.tar.gz'), '');
    for (const day of [1, 2, 3, 4]) await backup(folder, shelf, { now: new Date(Date.UTC(2026, 10, day)), keep: 2 });
    expect(readdirSync(shelf).sort()).toEqual([
      'somebody-else.tar.gz',
      'stoolside-2026-11-03T000000Z.tar.gz',
      'stoolside-2026-11-04T000000Z.tar.gz'
    ]);
  });

  it('is not made of a folder that is none, and leaves nothing half made', async () => {
    const shelf = emptyFolder();
    await expect(backup(emptyFolder(), shelf)).rejects.toThrow();
    expect(readdirSync(shelf)).toEqual([]);
  });
});

describe('the secret key', () => {
  /** A folder with one way out, whose address is encrypted. */
  async function withChannel(): Promise<string> {
    const folder = await dataFolder();
    const running = await openServices(folder);
    const given = { kind: 'wecom', name: '群', sign: '', keyword: '', partyId: null, hears: 'office' };
    const address = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k';
    expect(await addChannel(running, caller('admin'), { ...given, address })).toMatchObject({ id: expect.any(String) });
    await running.stop();
    return folder;
  }
  const notesOf = (findings: { where: string; what: string }[]) =>
    findings.filter(({ where }) => where === 'notices').map(({ what }) => what);

  it('is in no archive: restored elsewhere, it is said whose address has to be typed again', async () => {
    const [folder, shelf] = [await withChannel(), emptyFolder()];
    expect(notesOf((await verifyData(folder)).findings)).toEqual([]);
    const { archive, manifest } = await backup(folder, shelf);
    expect(manifest.files.map((file) => file.path)).not.toContain('secret.key');
    const to = path.join(emptyFolder(), 'data');
    const { verified } = await restore(archive, to);
    expect(notesOf(verified.findings)).toEqual([expect.stringMatching(/^1 ways out cannot be read/)]);
    // Looking at it makes no key.
    expect(readdirSync(to)).not.toContain('secret.key');
    cpSync(path.join(folder, 'secret.key'), path.join(to, 'secret.key'));
    expect(notesOf((await verifyData(to)).findings)).toEqual([]);
  });

  it('goes on serving where the data are restored on their own machine', async () => {
    const [folder, shelf] = [await withChannel(), emptyFolder()];
    const { archive } = await backup(folder, shelf);
    const before = readFileSync(path.join(folder, 'secret.key'), 'utf8');
    const { verified, aside } = await restore(archive, folder, { replace: true });
    expect(notesOf(verified.findings)).toEqual([]);
    expect(readFileSync(path.join(folder, 'secret.key'), 'utf8')).toBe(before);
    expect(statSync(path.join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(aside!)).toContain('secret.key');
  });
});

describe('restoring', () => {
  /** An archive that somebody changed. */
  async function changed(work: (folder: string) => void): Promise<string> {
    const [folder, shelf] = [await dataFolder(), emptyFolder()];
    const { archive } = await backup(folder, shelf);
    const inside = path.join(shelf, 'inside');
    mkdirSync(inside);
    await extract({ file: archive, cwd: inside });
    work(inside);
    await create({ file: path.join(shelf, 'changed.tar.gz'), cwd: inside, gzip: true }, readdirSync(inside));
    return path.join(shelf, 'changed.tar.gz');
  }

  it.each<[string, (inside: string) => void]>([
    ['a file that was altered', (inside) => writeFileSync(path.join(inside, 'stoolside.sqlite'), Buffer.alloc(4096))],
    ['a file that nobody listed', (inside) => writeFileSync(path.join(inside, 'extra'), 'x')],
    ['a missing list', (inside) => writeFileSync(path.join(inside, 'manifest.json'), '{')],
    [
      'a listed file that leaves the folder',
      (inside) => {
        const manifest = JSON.parse(readFileSync(path.join(inside, 'manifest.json'), 'utf8')) as {
          files: { path: string }[];
        };
        manifest.files[0]!.path = '../collab.sqlite';
        writeFileSync(path.join(inside, 'manifest.json'), JSON.stringify(manifest));
      }
    ]
  ])('refuses %s and changes nothing', async (_, work) => {
    const archive = await changed(work);
    const home = emptyFolder();
    await expect(restore(archive, path.join(home, 'data'))).rejects.toThrow(NotRestored);
    expect(readdirSync(home)).toEqual([]);
  });

  it('refuses half an archive', async () => {
    const [folder, shelf] = [await dataFolder(), emptyFolder()];
    const { archive } = await backup(folder, shelf);
    const bytes = readFileSync(archive);
    writeFileSync(archive, bytes.subarray(0, bytes.length / 2));
    await expect(restore(archive, path.join(emptyFolder(), 'data'))).rejects.toThrow(NotRestored);
  });

  it('never writes over data; asked to, it puts them aside', async () => {
    const [folder, shelf] = [await dataFolder(), emptyFolder()];
    const { archive } = await backup(folder, shelf);
    const other = path.join(emptyFolder(), 'data');
    cpSync(folder, other, { recursive: true });
    writeFileSync(path.join(other, 'mine'), 'here');
    await expect(restore(archive, other)).rejects.toThrow('--replace');
    const { aside } = await restore(archive, other, { replace: true });
    expect(readFileSync(path.join(aside!, 'mine'), 'utf8')).toBe('here');
    expect(readdirSync(other).sort()).toEqual(['collab.sqlite', 'stoolside.sqlite']);
  });
});
