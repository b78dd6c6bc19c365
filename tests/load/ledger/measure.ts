import Database from 'better-sqlite3';
import type { ListOrder } from '$lib/domain/ledger/list-order';
import { LIVE } from '$lib/domain/ledger/state';
import { refused, type Refusal } from '$lib/domain/refusal';
import { openSqlite } from '$server/db/sqlite';
import type { Caller } from '$server/identity/caller';
import { listItems, viewCounts, type ItemFilter } from '$server/ledger';
import { monthFigures } from '$server/reports';
import { COMMUNITY, NOW } from './generate';
import { bareMonthPage } from './month-page';

/** One thing somebody does at the desk, and the plainest SQL that answers the same. */
interface Case {
  name: string;
  ours: () => Promise<unknown>;
  bare: () => unknown;
}

export interface Figure {
  name: string;
  /** Milliseconds, ours and the bare SQL’s. */
  p50: number;
  p95: number;
  bare50: number;
  bare95: number;
  /** Of processor time, which others on the same machine do not lengthen. */
  cpu: number;
  bareCpu: number;
}

/** Measures each case `rounds` times, ours and the bare SQL by turns. */
export async function measure(file: string, rounds: number, only: RegExp): Promise<Figure[]> {
  const store = openSqlite(file);
  const bare = new Database(file, { readonly: true });
  try {
    const figures: Figure[] = [];
    for (const { name, ours, bare: plain } of (await cases(store, bare)).filter((one) => only.test(one.name))) {
      const [mine, theirs]: [Took[], Took[]] = [[], []];
      for (let round = 0; round < rounds + 1; round++) {
        const [a, b] = [await timed(ours), await timed(plain)];
        // The first brings the pages into memory.
        if (round) void (mine.push(a), theirs.push(b));
      }
      figures.push({
        name,
        p50: at(mine, 50),
        p95: at(mine, 95),
        bare50: at(theirs, 50),
        bare95: at(theirs, 95),
        cpu: at(mine, 50, 'cpu'),
        bareCpu: at(theirs, 50, 'cpu')
      });
    }
    return figures;
  } finally {
    bare.close();
    await store.close();
  }
}

interface Took {
  wall: number;
  cpu: number;
}

async function timed(work: () => unknown): Promise<Took> {
  const [began, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - began, cpu: (user + system) / 1000 };
}

function at(times: Took[], percent: number, of: keyof Took = 'wall'): number {
  const sorted = times.map((took) => took[of]).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))]!;
}

const staff: Caller = {
  communityId: COMMUNITY,
  accountId: 'account',
  username: 'staff',
  name: '蒲晓棠',
  role: 'staff',
  partyId: null,
  gridId: null,
  deviceId: 'device'
};

/** A line as the list needs it, by hand: no builder, no types, no count; the same page. */
const LINE = `select i.*, p.name as owner, v.name as venue from item i
  left join party p on p.community_id = i.community_id and p.id = i.owner_id
  left join venue v on v.community_id = i.community_id and v.id = i.venue_id`;

async function cases(store: ReturnType<typeof openSqlite>, db: Database.Database): Promise<Case[]> {
  const s = { store, now: () => new Date(NOW) };
  const day = NOW.slice(0, 10);
  const one = (sql: string) => db.prepare(sql).pluck().get() as string;
  const middle = one('select id from item order by id limit 1 offset 5000');
  const owner = one(`select owner_id from item where owner_id is not null limit 1`);
  const rareOwner = one('select owner_id from item where owner_id is not null group by 1 order by count(*) limit 1');
  const venue = one('select venue_id from item limit 1');
  const half = one('select created_at from item order by created_at limit 1 offset (select count(*) / 2 from item)');
  const month = half.slice(0, 7);
  const number = one('select number from item order by created_at limit 1 offset (select count(*) / 2 from item)');

  /** The list as the page asks for it, its count included; beside it the page and its bounded count in plain SQL. */
  const list = (name: string, filter: ItemFilter, where: string, order: string, params: unknown[] = []): Case => {
    const page = db.prepare(`${LINE} where i.community_id = ? and ${where} order by ${order} limit 51`);
    const count = db.prepare(
      `select count(*) from (select 1 from item i where i.community_id = ? and ${where} limit 10001)`
    );
    return {
      name,
      ours: async () => granted(await listItems(s, staff, filter)),
      bare: () => [page.all(COMMUNITY, ...params), count.get(COMMUNITY, ...params)]
    };
  };
  const NEWEST = 'i.created_at desc, i.id desc';
  const here = `i.state <> 'withdrawn'`;
  const sorted = (by: ListOrder['by'], desc: boolean) => ({ by, desc });
  const live = LIVE.map((state) => `'${state}'`).join(', ');
  const found = `i.id in (select k.item_id from item_search_key k where k.rowid in
    (select rowid from item_search where item_search match ?))`;
  const deep = granted(await listItems(s, staff, { limit: 1 })).nextCursor!;
  const cursor = Buffer.from(JSON.stringify(['created', 1, half, middle])).toString('base64url');
  if (!deep) throw new Error('the ledger is empty');

  return [
    list('first page', {}, here, NEWEST),
    list('page half way down', { cursor }, `${here} and (i.created_at, i.id) < (?, ?)`, NEWEST, [half, middle]),
    list(
      'by deadline',
      { sort: sorted('deadline', false) },
      `${here} and i.deadline_on is not null`,
      'i.deadline_on, i.id'
    ),
    list('by last change', { sort: sorted('updated', true) }, here, 'i.updated_at desc, i.id desc'),
    list('by number', { sort: sorted('number', true) }, here, 'i.serial desc, i.id desc'),
    list('by level', { sort: sorted('level', true) }, here, 'i.level desc, i.created_at desc, i.id desc'),
    list('state: open', { state: 'open' }, `i.state = 'open'`, NEWEST),
    list('state: rated', { state: 'rated' }, `i.state = 'rated'`, NEWEST),
    list('state: four', { state: LIVE }, `i.state in (${live})`, NEWEST),
    list(
      'state: rated, by deadline',
      { state: 'rated', sort: sorted('deadline', true) },
      `i.state = 'rated'`,
      'i.deadline_on desc, i.id desc'
    ),
    list(
      'state: open, oldest first',
      { state: 'open', sort: sorted('created', false) },
      `i.state = 'open'`,
      'i.created_at, i.id'
    ),
    list('category', { category: 'repair' }, `i.category = 'repair' and ${here}`, NEWEST),
    list('tier', { tier: 'complex' }, `i.tier = 'complex' and ${here}`, NEWEST),
    list('owner with much', { owner }, `i.owner_id = ? and ${here}`, NEWEST, [owner]),
    list('owner with little', { owner: rareOwner }, `i.owner_id = ? and ${here}`, NEWEST, [rareOwner]),
    list('nobody’s', { owner: 'none' }, `i.owner_id is null and ${here}`, NEWEST),
    list('venue', { venue }, `i.venue_id = ? and ${here}`, NEWEST, [venue]),
    list('grid', { grid: 'grid-3' }, `i.grid_id = 'grid-3' and ${here}`, NEWEST),
    list('channel', { channel: 'visit' }, `i.channel = 'visit' and ${here}`, NEWEST),
    list('overdue', { overdue: true }, `i.state in ('open', 'dispatched', 'handling') and i.deadline_on < ?`, NEWEST, [
      day
    ]),
    list(
      'overdue, by deadline',
      { overdue: true, sort: sorted('deadline', false) },
      `i.state in ('open', 'dispatched', 'handling') and i.deadline_on < ?`,
      'i.deadline_on, i.id',
      [day]
    ),
    list('level 2', { level: 2 }, `i.level >= 2 and ${here}`, NEWEST),
    list('month', { month }, `i.created_at >= ? and i.created_at < ? and ${here}`, NEWEST, [
      `${month}-01`,
      `${month}-32`
    ]),
    list('late', { late: true }, `i.late = 1 and ${here}`, NEWEST),
    list(
      'category, venue, state',
      { category: 'care', venue, state: 'handling' },
      `i.category = 'care' and i.venue_id = ? and i.state = 'handling'`,
      NEWEST,
      [venue]
    ),
    list(
      'tier, channel, level',
      { tier: 'simple', channel: 'phone', level: 2 },
      `i.tier = 'simple' and i.channel = 'phone' and i.level >= 2 and ${here}`,
      NEWEST
    ),
    list('search: one character', { q: '灯' }, `${here} and ${found}`, NEWEST, ['body : "灯"']),
    list('search: two characters', { q: '电梯' }, `${here} and ${found}`, NEWEST, ['body : "电 梯"']),
    list('search: two words', { q: '窨井盖 配件' }, `${here} and ${found}`, NEWEST, [
      'body : "窨 井 盖" AND body : "配 件"'
    ]),
    list('search: a rare phrase', { q: '17号楼3单元窨井盖漏水' }, `${here} and ${found}`, NEWEST, [
      'body : "17 号 楼 3 单 元 窨 井 盖 漏 水"'
    ]),
    list('search: pinyin', { q: 'yinjinggai' }, `${here} and ${found}`, NEWEST, ['spelling : "yin jing gai"*']),
    list('search: initials', { q: 'yjg' }, `${here} and ${found}`, NEWEST, ['initials : "yj jg"']),
    list('search: number', { q: number }, `i.number = ?`, NEWEST, [number]),
    list('search: nothing', { q: '没有这回事' }, `${here} and ${found}`, NEWEST, ['body : "没 有 这 回 事"']),
    list(
      'search: one character, by deadline',
      { q: '灯', sort: sorted('deadline', false) },
      `${here} and ${found}`,
      'i.deadline_on, i.id',
      ['body : "灯"']
    ),
    list('search: one character, open', { q: '灯', state: 'open' }, `i.state = 'open' and ${found}`, NEWEST, [
      'body : "灯"'
    ]),
    {
      name: 'figures of the month',
      ours: async () => granted(await monthFigures(s, staff)),
      bare: bareMonthPage(db, day)
    },
    {
      name: 'counts of the views',
      ours: async () => granted(await viewCounts(s, staff)),
      bare: () =>
        db
          .prepare(
            `select count(case when state in ('open', 'dispatched', 'handling') and deadline_on < @day then 1 end),
              count(case when state in ('open', 'dispatched', 'handling') and deadline_on between @day and '2026-11-29' then 1 end),
              count(case when state = 'open' then 1 end),
              count(case when state = 'finished' or asked is not null or exists (select 1 from item_part p
                where p.community_id = i.community_id and p.item_id = i.id and p.state = 'returned') then 1 end),
              count(case when state = 'held' and (review_on is null or review_on <= @day) then 1 end)
            from item i where community_id = '${COMMUNITY}' and state in (${live}, 'finished')`
          )
          .get({ day })
    }
  ];
}

function granted<T>(result: T | Refusal): T {
  if (refused(result)) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result;
}
