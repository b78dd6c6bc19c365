import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import pino from 'pino';
import { sql } from 'drizzle-orm';
import type { Cell } from '../../../src/lib/domain/import/export-columns';
import { readConfig } from '../../../server/config';
import { openSqlite } from '../../../server/db/sqlite';
import { sheetXlsx } from '../../../server/documents';
import {
  beginImport,
  chooseColumns,
  createImportJobs,
  exportItems,
  findImport,
  reviewRows
} from '../../../server/imports';
import { refused } from '../../../src/lib/domain/refusal';
import { seedCommunity } from '../../../server/seed';
import { ACCOUNT, COMMUNITY, PARTY, VENUES } from '../../../server/seed/fixtures';
import { ledgerImport } from '../../../server/imports/tables';
import { item } from '../../../server/ledger/tables';

// How long the ledger's files take, what memory, and how long anybody else waits meanwhile.

const [stored = '100000', rows = '20000'] = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), 'stoolside-files-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const store = openSqlite(path.join(folder, 'stoolside.sqlite'));
const now = () => new Date();
const config = readConfig({ STOOLSIDE_MODE: 'test', DATA_DIR: folder });
const s = { config, store, log: pino({ level: 'error' }), now };
const caller = {
  communityId: COMMUNITY.id,
  accountId: ACCOUNT.staff!,
  username: 'staff',
  name: '蒲晓棠',
  role: 'staff' as const,
  partyId: PARTY.staff!,
  gridId: null,
  deviceId: null
};

function ok<T>(result: T): Exclude<T, { refused: unknown }> {
  if (refused(result)) throw new Error(JSON.stringify(result));
  return result as Exclude<T, { refused: unknown }>;
}

/** Runs the work and says how long it took, the most memory, and how long the process and another writer had to wait. */
async function measure(name: string, work: () => Promise<string>): Promise<void> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const waits: number[] = [];
  let going = true;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  const others = (async () => {
    while (going) {
      const asked = performance.now();
      await store.tx((q) => q.run(sql`UPDATE community SET created_at = created_at WHERE id = ${COMMUNITY.id}`));
      waits.push(performance.now() - asked);
      await new Promise((done) => setTimeout(done, 25));
    }
  })();
  const began = performance.now();
  const spent = process.cpuUsage();
  const said = await work();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(spent);
  going = false;
  await others;
  clearInterval(watch);
  delay.disable();
  waits.sort((a, b) => a - b);
  const at = (part: number) => (waits[Math.min(waits.length - 1, Math.floor(waits.length * part))] ?? 0).toFixed(0);
  console.log(
    `${name.padEnd(22)} ${(ms / 1000).toFixed(1).padStart(6)} s, ${((user + system) / 1e6).toFixed(1)} of the processor   memory +${((most - before) / 1e6).toFixed(0)} MB (${(most / 1e6).toFixed(0)})` +
      `   loop waits p99 ${(delay.percentile(99) / 1e6).toFixed(0)} ms, most ${(delay.max / 1e6).toFixed(0)} ms` +
      `   another writer p50 ${at(0.5)}, p99 ${at(0.99)}, most ${at(1)} ms   ${said}`
  );
}

await seedCommunity(store, now());
const count = Number(stored);
const start = Date.parse('2024-01-01T00:00:00Z');
for (let from = 0; from < count; from += 500)
  await store.tx(async (q) => {
    const at = (n: number) => new Date(start + n * 600_000).toISOString();
    const batch = Array.from({ length: Math.min(500, count - from) }, (_, k) => from + k).map((n) => ({
      communityId: COMMUNITY.id,
      id: crypto.randomUUID(),
      number: `2024-${String(n + 1).padStart(4, '0')}`,
      title: `${(n % 12) + 1}号楼门前路灯第${n}次报修`,
      detail: '居民反映晚上看不见路，老人不敢出门。\n已经拍了照片。',
      category: 'repair',
      tier: 'simple',
      state: 'handling',
      answer: '物业说下周来修。',
      ownerId: PARTY.property!,
      dueOn: '2026-12-01',
      venueId: VENUES[n % 6]!.id,
      channel: 'desk',
      raisedBy: '3号楼居民',
      supporters: n % 9,
      createdAt: at(n),
      updatedAt: at(n)
    }));
    await q.insert(item).values(batch).run();
  });
console.log(`${count} items in the ledger, ${rows} rows to import`);

for (const as of ['xlsx', 'csv'] as const)
  await measure(`export .${as}`, async () => {
    const { content } = ok(await exportItems(s, caller, {}, as, 'zh-CN'));
    let bytes = 0;
    for await (const piece of content) {
      bytes += piece.length;
      // As a socket would: others have their turn.
      await new Promise((done) => setImmediate(done));
    }
    return `${(bytes / 1e6).toFixed(1)} MB`;
  });

async function* older(): AsyncGenerator<Cell[]> {
  for (let n = 0; n < Number(rows); n++) {
    const day = `2025-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`;
    const done = n % 3 === 0;
    yield [
      ...[
        `旧-${n}`,
        { day },
        `${(n % 12) + 1}号楼第${n}件：楼道灯不亮，老人上下楼不方便`,
        '居民',
        '暖巢物业公司',
        { day }
      ],
      ...[
        done ? '已办结' : '办理中',
        done ? { day } : null,
        done ? '换了灯泡' : '',
        '3号楼门前',
        '环境整治',
        '走访时说的'
      ]
    ];
  }
}
const heads = [
  '编号',
  '登记日期',
  '诉求内容',
  '反映人',
  '责任单位',
  '办理时限',
  '办理情况',
  '办结时间',
  '办理结果',
  '地点',
  '类别',
  '备注'
];
const pieces: Buffer[] = [];
for await (const piece of sheetXlsx({ name: '台账', columns: heads.map((label) => ({ label, width: 12 })) }, older()))
  pieces.push(piece);
const bytes = Buffer.concat(pieces);
let id = '';
await measure('read the file', async () => {
  ({ id } = ok(await beginImport(s, caller, { name: '旧台账.xlsx', bytes })));
  return `${(bytes.length / 1e6).toFixed(1)} MB`;
});
ok(await chooseColumns(s, caller, id, ok(await findImport(s, caller, id)).choices.columns));
await measure('look through', async () => {
  const look = ok(await reviewRows(s, caller, ok(await findImport(s, caller, id))));
  return `${look.fresh.length} new, ${look.problems.length} problems`;
});
const jobs = createImportJobs(s);
await measure('import', async () => {
  ok(await jobs.start(caller, id, ok(await findImport(s, caller, id)).revision));
  await jobs.idle();
  const { status, counts } = ok(await findImport(s, caller, id));
  return `${status}, ${counts.created} created`;
});
await measure('look through again', async () => {
  ({ id } = ok(await beginImport(s, caller, { name: '旧台账.xlsx', bytes })));
  ok(await chooseColumns(s, caller, id, ok(await findImport(s, caller, id)).choices.columns));
  const look = ok(await reviewRows(s, caller, ok(await findImport(s, caller, id))));
  return `${look.fresh.length} new, ${look.changed.length} changed, ${look.same} same`;
});
const [first] = await store.q.select().from(ledgerImport).all();
await measure('take it back', async () => {
  ok(await jobs.undo(caller, first!.id));
  await jobs.idle();
  const { status, counts } = ok(await findImport(s, caller, first!.id));
  return `${status}, ${counts.undone} undone`;
});
await jobs.stop();
await store.close();
console.log(`database ${(statSync(path.join(folder, 'stoolside.sqlite')).size / 1e6).toFixed(0)} MB`);
