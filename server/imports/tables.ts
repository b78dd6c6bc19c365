import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Matched, ImportSetting } from '$lib/domain/import/judge-row';
import type { Counts } from '$lib/domain/import/view';
import { communityId, json, moment } from '../db/columns';

/** What the person has set, besides what the file itself says (its head, its calendar). */
export interface ImportChoices extends Omit<ImportSetting, 'head' | 'date1904'> {
  /** Place of the sheet in the workbook. */
  sheet: number;
  /** The head's row, from 1. */
  headRow: number;
  /** The columns have been looked at by a person. */
  looked: boolean;
  choices: Record<Matched, Record<string, string>>;
  fixes: Record<string, string>;
  /** Rows of known items that shall be amended → the version of the item that the person saw. */
  amend: Record<string, number>;
}

/** One file of an older ledger on its way in. Its rows lie in a file beside the database until it is through. */
export const ledgerImport = sqliteTable(
  'ledger_import',
  {
    communityId: communityId(),
    id: text('id').notNull(),
    fileName: text('file_name').notNull(),
    sheets: json<{ name: string; hidden: boolean }[]>('sheets').notNull(),
    /** draft importing stopped done undoing undo-stopped undone */
    status: text('status').notNull(),
    choices: json<ImportChoices>('choices').notNull(),
    counts: json<Counts>('counts').notNull(),
    /** Counted with each change of the choices: what is imported is what was looked at. */
    revision: integer('revision').notNull().default(1),
    byId: text('by_id').notNull(),
    byName: text('by_name').notNull(),
    createdAt: moment('created_at').notNull(),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
    undoneAt: moment('undone_at')
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    index('ledger_import_created').on(t.communityId, t.createdAt, t.id)
  ]
);

/** What became of a row of an import. */
export const ledgerImportRow = sqliteTable(
  'ledger_import_row',
  {
    communityId: communityId(),
    importId: text('import_id').notNull(),
    /** The row's number in its sheet. */
    row: integer('row').notNull(),
    /** created amended left */
    outcome: text('outcome').notNull(),
    itemId: text('item_id').notNull(),
    /** SHA-256 over what the row said: the same row without a number is known again by it. */
    fingerprint: text('fingerprint').notNull(),
    /** What the item's row held before it was amended. */
    before: json<Record<string, string | number | null>>('before'),
    /** The item's version and last event when the import was done with it: another by now means that somebody has touched it. */
    version: integer('version').notNull(),
    seq: integer('seq').notNull(),
    /** undone or kept, once the import was taken back. */
    undo: text('undo')
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.importId, t.row] }),
    index('ledger_import_row_fingerprint').on(t.communityId, t.fingerprint),
    index('ledger_import_row_item').on(t.communityId, t.itemId)
  ]
);
