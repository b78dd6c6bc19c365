import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { searchBody } from '$lib/domain/ledger/search-text';
import { communityTerm } from '$lib/domain/search/terms';
import { migrations } from '../../../server/db/migrate';
import { openSqlite } from '../../../server/db/sqlite';
import { createItem, listItems, UNHEARD } from '../../../server/ledger';
import { indexAnew } from '../../../server/search';
import { VERSION } from '../../../server/search/index-anew';
import { COMMUNITY } from '../../../server/seed/fixtures';
import { caller, MONDAY } from '../../support/ground';
import { granted } from '../ledger/support';

const TITLES = ['3号楼路灯不亮', '电梯常停在五楼', '井盖响'];

/** A database whose index an older way of indexing made: its few items are found by Chinese words only. */
function olderDatabase(file: string): void {
  const db = new Database(file);
  db.exec('CREATE TABLE migration (name TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT');
  for (const { name, sql } of migrations()) {
    for (const statement of sql.split('--> statement-breakpoint')) if (statement.trim()) db.exec(statement);
    db.prepare('INSERT INTO migration VALUES (?, ?)').run(name, MONDAY);
  }
  const put = (table: string, row: Record<string, unknown>) =>
    db
      .prepare(`INSERT INTO ${table} (${Object.keys(row).join()}) VALUES (${Object.keys(row).map(() => '?')})`)
      .run(...Object.values(row));
  const of = { community_id: COMMUNITY.id };
  put('community', {
    id: COMMUNITY.id,
    name: COMMUNITY.name,
    time_zone: 'Asia/Shanghai',
    settings: '{}',
    demo: 1,
    created_at: MONDAY
  });
  for (const [n, title] of TITLES.entries()) {
    const number = `2026-000${n + 1}`;
    put('item', {
      ...of,
      id: `item-${n}`,
      number,
      title,
      detail: '',
      category: 'repair',
      tier: 'simple',
      state: 'open',
      answer: '',
      channel: 'desk',
      created_at: MONDAY,
      updated_at: MONDAY,
      submitted_on: '2026-11-23',
      serial: 20_260_000_001 + n
    });
    put('item_search_key', { rowid: n + 1, ...of, item_id: `item-${n}` });
    put('item_search', {
      rowid: n + 1,
      community: communityTerm(COMMUNITY.id),
      body: searchBody(number, title),
      spelling: '',
      initials: ''
    });
  }
  for (const name of ['items', 'diary']) put('search_index', { name, version: VERSION - 1, after: null });
  db.close();
}

it('an older database is listed and searched at once, and by spelling when it was indexed anew', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stoolside-upgrade-'));
  const file = path.join(folder, 'older.sqlite');
  olderDatabase(file);
  const store = openSqlite(file);
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const s = { store, now: () => new Date(MONDAY) };
  const staff = caller('staff');
  const titles = async (q?: string) =>
    granted(await listItems(s, staff, { q, sort: { by: 'number', desc: false } })).items.map(({ title }) => title);

  expect(await titles()).toEqual(TITLES);
  expect(await titles('路灯')).toEqual([TITLES[0]]);
  expect(await titles('2026-2')).toEqual([TITLES[1]]);
  expect(await titles('ludeng')).toEqual([]);

  await indexAnew(s);
  expect(await titles('ludeng')).toEqual([TITLES[0]]);
  expect(await titles('dt')).toEqual([TITLES[1]]);
  expect(await titles('井盖')).toEqual([TITLES[2]]);

  // The numbers go on where they were.
  const made = await store.tx((q) =>
    createItem(q, UNHEARD, {
      communityId: COMMUNITY.id,
      title: '门禁坏了',
      detail: '',
      category: 'repair',
      tier: 'simple',
      state: 'open',
      answer: '',
      ownerId: null,
      dueOn: null,
      gridId: null,
      venueId: null,
      origin: null,
      channel: 'desk',
      raisedBy: '',
      supporters: 0,
      late: false,
      madeFrom: null,
      at: MONDAY,
      year: 2026,
      by: { id: 'x', name: '蒲晓棠' }
    })
  );
  expect(made.number).toBe('2026-0004');
  expect(await titles('menjin')).toEqual(['门禁坏了']);
});
