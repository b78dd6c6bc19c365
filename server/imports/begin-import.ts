import { randomUUID } from 'node:crypto';
import { and, desc, eq } from 'drizzle-orm';
import type { Column } from '$lib/domain/import/fields';
import { guessColumns, guessHead, type Row } from '$lib/domain/import/guess';
import { MATCHED, type Matched } from '$lib/domain/import/judge-row';
import { may } from '$lib/domain/identity/role';
import { refused, type Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { keepFile, keepRows } from './kept-files';
import { readFile } from './read-file';
import { ledgerImport, type ImportChoices } from './tables';
import { HEADS } from './vocabulary';

export const NOTHING_COUNTED = { planned: 0, created: 0, amended: 0, left: 0, undone: 0, kept: 0 };

/** Takes a file of an older ledger, reads it, and guesses its head and columns. Nothing of the ledger changes by it. */
export async function beginImport(
  s: Pick<Ground, 'store' | 'config' | 'now'>,
  caller: Caller,
  { name, bytes }: { name: string; bytes: Buffer }
): Promise<{ id: string } | Refusal> {
  if (!may(caller.role, 'ledger/write')) return { refused: 'right/missing' };
  const read = await readFile(bytes, HEADS);
  if (refused(read)) return read;
  const id = randomUUID();
  await keepFile(s, id, bytes);
  await keepRows(s, id, read);
  const { headRow, columns } = guessed(read.rows);
  const choices: ImportChoices = {
    sheet: read.sheet,
    headRow,
    columns,
    looked: false,
    hideNumbers: true,
    fixes: {},
    amend: {},
    missing: { due: '', day: '', ownerId: '' },
    choices: await lastChoices(s, caller.communityId)
  };
  const { communityId, accountId: byId, name: byName } = caller;
  await s.store.tx((q) =>
    q
      .insert(ledgerImport)
      .values({
        communityId,
        id,
        byId,
        byName,
        choices,
        sheets: read.sheets,
        counts: NOTHING_COUNTED,
        status: 'draft',
        createdAt: s.now().toISOString(),
        fileName: name.replace(/\p{Cc}/gu, '').slice(-120)
      })
      .run()
  );
  return { id };
}

/** Head and columns as they are guessed; where no head is found, the first row, and no column known. */
export function guessed(rows: readonly Row[], asked?: number): { headRow: number; columns: Column[] } {
  const headRow = asked ?? guessHead(rows, HEADS) ?? 0;
  const head = headOf(rows, headRow);
  return { headRow, columns: guessColumns(head, HEADS) };
}

/** The head's cells, as many as any row of the sheet has. */
export function headOf(rows: readonly Row[], headRow: number): string[] {
  const width = rows.reduce((most, { n, cells }) => (n >= headRow ? Math.max(most, cells.length) : most), 0);
  const cells = rows.find(({ n }) => n === headRow)?.cells ?? [];
  return Array.from({ length: width }, (_, at) => cells[at] ?? '');
}

/** What was matched by hand in the last import that went through: the same ledger writes the same names again. */
async function lastChoices(s: Pick<Ground, 'store'>, communityId: string): Promise<ImportChoices['choices']> {
  const last = await s.store.q
    .select({ choices: ledgerImport.choices })
    .from(ledgerImport)
    .where(and(eq(ledgerImport.communityId, communityId), eq(ledgerImport.status, 'done')))
    .orderBy(desc(ledgerImport.createdAt))
    .limit(1)
    .get();
  const choicesIn = (set: Matched) => last?.choices.choices[set] ?? {};
  return Object.fromEntries(MATCHED.map((set) => [set, choicesIn(set)])) as ImportChoices['choices'];
}
