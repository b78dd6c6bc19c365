import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { verifyData } from '../../../server/maintenance/verify-data';
import { meetingDocument } from '$lib/document/keys';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { attachment } from '../../../server/attachments/tables';
import { pathOf } from '../../../server/files';
import { recording, sent } from '../attachments/support';
import { dataFolder, emptyFolder, openServices } from './support';

/** Does something to one of the files behind the server's back. */
function tamper(folder: string, file: 'stoolside' | 'collab', work: (db: Database.Database) => void) {
  const db = new Database(path.join(folder, `${file}.sqlite`));
  db.pragma('foreign_keys = OFF');
  work(db);
  db.close();
}
const faults = async (folder: string) =>
  (await verifyData(folder)).findings
    .filter((one) => one.severity === 'fault')
    .map(({ where, what }) => `${where}: ${what}`);

const LIVE = "(SELECT id FROM document WHERE name LIKE '%002')";

describe('walking the data', () => {
  it('finds nothing wrong in data as the server leaves it, and counts what it read', async () => {
    const verified = await verifyData(await dataFolder());
    expect(verified.findings).toEqual([]);
    expect(verified).toMatchObject({ documents: 3 });
    expect(verified.items).toBeGreaterThan(50);
    expect(verified.heads).toEqual([
      { communityId: expect.any(String), seq: verified.events, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }
    ]);
  });

  it.each<[what: string, file: 'stoolside' | 'collab', sql: string, finds: RegExp]>([
    [
      'an act that was altered',
      'stoolside',
      "UPDATE item_event SET reason = '后来改的' WHERE seq = 7",
      /ledger event 7: was altered/
    ],
    [
      'an act that was taken out',
      'stoolside',
      'DELETE FROM item_event WHERE seq = 9',
      /ledger event 10: the one before it is missing \(9\)/
    ],
    [
      'an act that was put in another’s place',
      'stoolside',
      'UPDATE item_event SET prev_hash = hash WHERE seq = 5',
      /ledger event 5/
    ],
    [
      'a state that no act led to',
      'stoolside',
      "UPDATE item SET state = 'rated' WHERE rowid = (SELECT min(rowid) FROM item WHERE state = 'open')",
      /is “rated”, its events say/
    ],
    [
      'a promise that was taken out',
      'stoolside',
      'DELETE FROM item WHERE rowid = (SELECT min(rowid) FROM item)',
      /has a history and is gone/
    ],
    [
      'a promise of a closed meeting that is not in the ledger',
      'stoolside',
      "UPDATE item SET origin_id = 'another' WHERE rowid = (SELECT min(rowid) FROM item WHERE origin_id IS NOT NULL)",
      /was confirmed in a closed meeting/
    ],
    [
      'a line that reads otherwise than it was written',
      'stoolside',
      "UPDATE entry SET text = '没人说过的话' WHERE rowid = (SELECT min(rowid) FROM entry)",
      /entry .*: reads otherwise/
    ],
    [
      'a row of the journal that is gone',
      'collab',
      `DELETE FROM row WHERE document_id = ${LIVE} AND seq = 1`,
      /row 1 is missing/
    ],
    [
      'a row that is no update',
      'collab',
      `UPDATE row SET bytes = x'00ff00ff' WHERE document_id = ${LIVE} AND seq = 1`,
      /row 1 cannot be applied|builds on is missing/
    ],
    [
      'words under nobody’s name',
      'collab',
      `DELETE FROM client_binding WHERE document_id = ${LIVE}`,
      /which is nobody's/
    ]
  ])('finds %s', async (_, file, sql, finds) => {
    const folder = await dataFolder();
    tamper(folder, file, (db) => expect(db.prepare(sql).run().changes).toBeGreaterThan(0));
    expect((await faults(folder)).join('\n')).toMatch(finds);
  });

  it('finds a page that the disk spoilt', async () => {
    const folder = await dataFolder();
    const { openSync, writeSync, closeSync, statSync } = await import('node:fs');
    const file = path.join(folder, 'stoolside.sqlite');
    const pages = statSync(file).size / 4096;
    const handle = openSync(file, 'r+');
    for (let page = 20; page < pages; page += 3) writeSync(handle, Buffer.alloc(64, 0xee), 0, 64, page * 4096 + 8);
    closeSync(handle);
    // SQLite may be unable to read on at all: that is a finding as well, and it is said.
    const said = await faults(folder).then(
      (found) => found.length,
      (error: Error) => error.message
    );
    expect(said).toBeTruthy();
  });

  it('finds an upload that is gone or was altered, and counts what is still on a tablet', async () => {
    const folder = await dataFolder();
    const running = await openServices(folder);
    const meetingId = '00000000-0000-4000-8000-000000000002';
    const [gone, altered, away] = [randomUUID(), randomUUID(), randomUUID()];
    await sent(running, gone, { meetingId, kind: 'voice', bytes: recording(900) });
    await sent(running, altered, { meetingId, kind: 'voice', bytes: recording(901) });
    const name = meetingDocument(meetingId);
    await running.hub.change(name, (doc) =>
      openMeetingDocument(doc).addPhoto({ id: away, kind: 'photo', takenAt: '2026-11-23T02:00:00Z', by: 'x' })
    );
    await running.hub.settle(name);
    const { store, files } = running;
    const rows = new Map((await store.q.select().from(attachment).all()).map((row) => [row.id, row.sha256!]));
    await running.stop();
    expect(await faults(folder)).toEqual([]);
    rmSync(pathOf(files.folder, rows.get(gone)!));
    writeFileSync(pathOf(files.folder, rows.get(altered)!), 'other words');
    const { findings } = await verifyData(folder);
    expect(findings.map(({ where, what }) => `${where}: ${what}`)).toEqual([
      `upload ${gone}: its file is missing`,
      `uploads ${rows.get(altered)!.slice(0, 12)}: is not what was kept`,
      'uploads: 1 pictures or voice notes have not come up from their tablets'
    ]);
  });

  it('says which file is not there', async () => {
    const folder = await dataFolder();
    rmSync(path.join(folder, 'collab.sqlite'));
    await expect(verifyData(folder)).rejects.toThrow('collab.sqlite');
    await expect(verifyData(emptyFolder())).rejects.toThrow('stoolside.sqlite');
  });

  it('reads only, and tells of words that the next start takes in', async () => {
    const folder = await dataFolder();
    tamper(folder, 'collab', (db) => db.exec(`UPDATE document SET settled = 0 WHERE id = ${LIVE}`));
    const { findings } = await verifyData(folder);
    expect(findings).toEqual([
      { severity: 'note', where: expect.stringContaining('002'), what: expect.stringContaining('next start') }
    ]);
    expect((await verifyData(folder)).findings).toEqual(findings);
  });
});
