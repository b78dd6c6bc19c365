import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { verifyJournal } from '../../../server/collab';
import { compact, replay } from '../../../server/collab/compaction';
import { HeadMoved, openJournal, type Entry, type Journal } from '../../../server/collab/journal';
import { typed } from './support/raw-client';
import { textOf } from './support/test-server';

const NAME = 'meeting/one';
const author = { accountId: 'wang', deviceId: 'tablet' };

let folder: string;
let file: string;
let open: Journal[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stoolside-journal-'));
  file = path.join(folder, 'collab.sqlite');
  open = [];
});
afterEach(() => {
  for (const journal of open) journal.close();
  rmSync(folder, { recursive: true, force: true });
});

function opener(): Journal {
  const journal = openJournal(file, () => new Date());
  open.push(journal);
  return journal;
}

/** What a hub writes for these updates, numbered on from the last row that it knows of. */
function entry(head: number, updates: Uint8Array[]): Entry {
  return {
    document: NAME,
    epoch: 1,
    rows: updates.map((update, n) => ({ seq: head + n + 1, update, author })),
    bindings: [],
    quarantined: [],
    resolved: [],
    settled: 0
  };
}

const loaded = (journal: Journal): Y.Doc => replay(journal.load(NAME, 1).updates.map(({ update }) => update));
const textIn = (journal: Journal) => textOf(loaded(journal));

describe('two openers of one journal', () => {
  test('[J1] a row that comes after the other has compacted is refused, never taken and lost', () => {
    const [one, other] = [opener(), opener()];
    const words = typed(7, ['一', '二', '三']);
    one.commit([entry(0, words.slice(0, 1))]);
    const known = other.load(NAME, 1).head;
    one.commit([entry(1, words.slice(1))]);
    compact(one, NAME, 1, loaded(one));
    // No row stands any more that its number would collide with.
    expect(() => other.commit([entry(known, typed(8, ['另一台']))])).toThrow(HeadMoved);
    expect(textIn(opener())).toBe('一二三');
    // Who reads the log first may go on from there.
    other.commit([entry(other.load(NAME, 1).head, typed(8, ['另一台']))]);
    expect(textIn(opener())).toContain('另一台');
    expect(textIn(opener())).toContain('一二三');
  });

  test('[J1] a row beside rows that were not read is refused, and nothing of its transaction is written', () => {
    const [one, other] = [opener(), opener()];
    one.commit([entry(0, typed(7, ['一']))]);
    const second = { ...entry(0, typed(9, ['别的会'])), document: 'meeting/two' };
    expect(() => other.commit([second, entry(0, typed(8, ['另一台']))])).toThrow(HeadMoved);
    expect(one.load('meeting/two', 1)).toMatchObject({ head: 0, rows: 0 });
    expect(textIn(one)).toBe('一');
  });

  test('[S3] no snapshot is put in the place of a log that has gone on', () => {
    const [one, other] = [opener(), opener()];
    const words = typed(7, ['一', '二']);
    one.commit([entry(0, words.slice(0, 1))]);
    const stale = Y.encodeStateAsUpdate(loaded(other));
    one.commit([entry(1, words.slice(1))]);
    expect(() => other.compact(NAME, 1, 1, stale)).toThrow(HeadMoved);
    expect(one.load(NAME, 1)).toMatchObject({ head: 2, rows: 2 });
  });

  test('[J1] what each writes in documents of its own harms nobody', () => {
    const [one, other] = [opener(), opener()];
    one.commit([entry(0, typed(7, ['一']))]);
    other.commit([{ ...entry(0, typed(8, ['二'])), document: 'meeting/two' }]);
    one.commit([entry(1, typed(9, ['三']))]);
    expect(one.load('meeting/two', 1).head).toBe(1);
    expect(other.load(NAME, 1).head).toBe(2);
  });
});

describe('the head', () => {
  test('[J2] is the last row through compactions and reopenings', () => {
    const journal = opener();
    const words = typed(7, ['一', '二', '三']);
    journal.commit([entry(0, words.slice(0, 2))]);
    compact(journal, NAME, 1, loaded(journal));
    expect(opener().load(NAME, 1)).toMatchObject({ head: 2, rows: 0 });
    journal.commit([entry(2, words.slice(2))]);
    expect(opener().load(NAME, 1)).toMatchObject({ head: 3, rows: 1 });
    expect(textIn(opener())).toBe('一二三');
  });

  test('[J2] tells of rows that are missing at the end', async () => {
    const journal = opener();
    journal.commit([entry(0, typed(7, ['一', '二']))]);
    const db = new Database(file);
    db.exec('DELETE FROM row WHERE seq = 2');
    db.close();
    const faults: string[] = [];
    await verifyJournal(
      file,
      (_where, what) => faults.push(what),
      () => {}
    );
    expect(faults).toContain('the last row is 1, and 2 was written');
  });
});

test('[J3] a journal of before the first release is refused with what to do', () => {
  const db = new Database(file);
  db.pragma('user_version = 1');
  db.close();
  expect(() => openJournal(file, () => new Date())).toThrow('--fresh');
});
