import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { CATEGORIES, CHANNELS, TIERS } from '$lib/domain/ledger/category';
import { eventHash, GENESIS } from '$lib/domain/ledger/event-hash';
import { itemNumber } from '$lib/domain/ledger/item-number';
import { dayIn } from '$lib/domain/meetings/days';
import { communityTerm } from '$lib/domain/search/terms';
import { firstRowOf } from '$lib/domain/search/row-order';
import { spelledBody } from '$lib/domain/search/spelled';
import type { Unit } from '$lib/domain/search/units';
import { serialsOfYear } from '$lib/domain/search/numbers';
import { openSqlite } from '$server/db/sqlite';
import { indexed } from '$server/ledger/search-row';
import { columnsOf } from '$server/ledger/standing';
import { readUnits, spelled } from '$server/spelling';
import { liveOnce } from './lives';
import { randomOf } from './random';
import { detailOf, GRIDS, OWNERS, titleOf, VENUES } from './words';

export const COMMUNITY = 'c0000000-0000-4000-8000-000000000001';
/** Whoever looks at it does so on this day. */
export const NOW = '2026-11-23T02:00:00.000Z';
const DAY_MS = 86_400_000;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * Fills a new database with so many items of the last years and about so many acts each (0: the items without a history): by plain inserts and past the verbs,
 * but every life is one that the transition table allows, and the chain of hashes is whole (in the order of the items, not of
 * the times), so that `npm run verify-data` has nothing to say against it.
 */
export async function generate(
  file: string,
  { items, events, seed, say }: { items: number; events: number; seed: number; say: (line: string) => void }
): Promise<void> {
  await openSqlite(file).close();
  const db = new Database(file);
  for (const pragma of ['journal_mode = MEMORY', 'synchronous = OFF', 'cache_size = -400000', 'temp_store = MEMORY'])
    db.pragma(pragma);
  const random = randomOf(seed);
  // Indexes are made at the end, in one go each.
  const indexes = db
    .prepare(
      `select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name in ('item', 'item_event')`
    )
    .all() as { name: string; sql: string }[];
  for (const { name } of indexes) db.exec(`drop index "${name}"`);

  const insert = (table: string, row: Record<string, unknown>) =>
    db.prepare(
      `insert into ${table} (${Object.keys(row)
        .map((key) => `"${key}"`)
        .join(', ')}) values (${Object.keys(row)
        .map(() => '?')
        .join(', ')})`
    );
  const statements = new Map<string, Database.Statement>();
  const put = (table: string, row: Record<string, unknown>) => {
    let statement = statements.get(table);
    if (!statement) statements.set(table, (statement = insert(table, row)));
    statement.run(...Object.values(row));
  };

  const now = Date.parse(NOW);
  const years = Math.max(1, Math.min(8, items / 20_000));
  const span = years * 365 * DAY_MS;
  const owners = OWNERS.map((name) => ({ id: random.uuid(), name }));
  const venues = VENUES.map((name, n) => ({ id: random.uuid(), name, gridId: `grid-${n % GRIDS.length}` }));
  db.transaction(() => {
    put('community', {
      id: COMMUNITY,
      name: '槐荫里社区',
      time_zone: 'Asia/Shanghai',
      settings: '{}',
      demo: 1,
      created_at: NOW
    });
    for (const [n, name] of GRIDS.entries()) put('grid', { community_id: COMMUNITY, id: `grid-${n}`, name, rank: n });
    for (const [n, { id, name, gridId }] of venues.entries())
      put('venue', { community_id: COMMUNITY, id, grid_id: gridId, name, kind: 'square', code: `v${n}` });
    for (const { id, name } of owners) {
      const { spelling } = spelled(name);
      put('party', {
        community_id: COMMUNITY,
        id,
        kind: 'organisation',
        name,
        pinyin: spelling.replaceAll(' ', ''),
        initials: spelling.replace(/(\w)\w* ?/g, '$1')
      });
    }
  })();

  // Spelling is what takes longest: each piece of a title is spelled once.
  const pieces = new Map<string, Unit[]>();
  const unitsOf = (piece: string) => {
    if (!pieces.has(piece)) pieces.set(piece, readUnits(piece));
    return pieces.get(piece)!;
  };
  const event =
    db.prepare(`insert into item_event (community_id, seq, item_id, at, actor_id, actor_name, act, from_state,
    to_state, reason, detail, prev_hash, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const counts = new Map<number, number>();
  const dayOf = (moment: string) => dayIn(moment, 'Asia/Shanghai');
  let seq = 0;
  let prevHash = GENESIS;
  let before = '';
  let row = 0;
  const began = Date.now();
  const one = (n: number) => {
    // Evenly over the years, with some that share a moment.
    const createdAt = now - Math.floor((span * (1 - n / items)) / 1000) * 1000 - (n % 3 === 0 ? 0 : 1000);
    const at = new Date(createdAt).toISOString();
    const year = Number(at.slice(0, 4));
    const count = (counts.get(year) ?? 0) + 1;
    counts.set(year, count);
    // A few owners have most of the work.
    const owner = owners[Math.floor(owners.length * random.next() ** 3)]!;
    const venue = random.of(venues);
    const id = random.uuid();
    const recent = now - createdAt < 40 * DAY_MS;
    const life = liveOnce(random, { createdAt, ownerId: owner.id, otherId: before || id, events: events || 5, recent });
    before = id;
    const { state, ...columns } = columnsOf(life.standing, dayOf);
    const titled = titleOf(random, venue.name);
    const title = titled.join('');
    const [number, detail] = [itemNumber(year, count), detailOf(random)];
    const answer = state === 'answered' ? '当场说清楚了，居民点了头。' : '';
    const raisedBy = `${1 + random.below(40)}号楼居民`;
    put('item', {
      community_id: COMMUNITY,
      id,
      number,
      serial: serialsOfYear(year)[0] + count,
      title,
      detail,
      state,
      answer,
      category: random.of(CATEGORIES),
      tier: random.of(TIERS),
      channel: random.of(CHANNELS),
      venue_id: venue.id,
      grid_id: venue.gridId,
      raised_by: raisedBy,
      supporters: random.below(12),
      late: n % 200 === 0 ? 1 : 0,
      withheld: 0,
      created_at: at,
      updated_at: life.lastAt,
      source_number: '',
      submitted_on: dayOf(at),
      version: life.events.length,
      ...Object.fromEntries(Object.entries(columns).map(([field, value]) => [snake(field), plain(value)]))
    });
    const name = columns.ownerId ? owner.name : '';
    const spelling = spelledBody([titled.flatMap(unitsOf), unitsOf(name)]);
    // In the order of submission, as the house numbers them.
    row = Math.max(row, firstRowOf(createdAt));
    put('item_search_key', { rowid: row, community_id: COMMUNITY, item_id: id });
    put('item_search', {
      rowid: row++,
      community: communityTerm(COMMUNITY),
      ...indexed({ number, sourceNumber: '', title, detail, answer, raisedBy, ownerName: name }, spelling)
    });
    for (const { at, act, fromState, toState, reason, detail } of events ? life.events : []) {
      const [actorId, actorName] = ['account', '蒲晓棠'];
      const row = { communityId: COMMUNITY, seq: ++seq, itemId: id, at, actorId, actorName, act };
      const hash = eventHash(sha256, { ...row, fromState, toState, reason, detail, prevHash });
      event.run(
        ...[COMMUNITY, seq, id, at, actorId, actorName, act, fromState, toState, reason, JSON.stringify(detail)],
        ...[prevHash, hash]
      );
      prevHash = hash;
    }
  };
  const BATCH = 20_000;
  for (let n = 0; n < items; n += BATCH) {
    db.transaction(() => {
      for (let at = n; at < Math.min(items, n + BATCH); at++) one(at);
    })();
    if (items > 50_000 && (n / BATCH) % 5 === 4)
      say(`${n + BATCH} items, ${seq} events, ${Math.round((Date.now() - began) / 1000)} s`);
  }
  for (const { sql } of indexes) db.exec(sql);
  db.prepare(`insert into search_index (name, version, after) values ('items', 1, null), ('diary', 1, null)`).run();
  db.exec('analyze');
  db.pragma('journal_mode = WAL');
  db.close();
  say(`${items} items and ${seq} events in ${Math.round((Date.now() - began) / 1000)} s`);
}

const snake = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const plain = (value: unknown) =>
  typeof value === 'object' && value !== null
    ? JSON.stringify(value)
    : typeof value === 'boolean'
      ? Number(value)
      : value;
