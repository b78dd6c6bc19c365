import { cellOf, cellText, EXPORT_COLUMNS, type Cell } from '$lib/domain/import/export-columns';
import { csvLine } from '$lib/domain/import/csv';
import { refused, type Refusal } from '$lib/domain/refusal';
import { common, labelOf } from '$lib/words/common';
import { inLocale, type Locale } from '$lib/words/dictionary';
import { imports as words } from '$lib/words/imports';
import { getCommunity, today } from '../community';
import { sheetXlsx } from '../documents';
import type { Caller } from '../identity';
import { eachItem, type ItemFilter } from '../ledger';
import type { Ground } from '../ground';

export interface ItemsFile {
  name: string;
  type: string;
  /** Made as it is read: nothing is kept of what was sent. */
  content: AsyncGenerator<Buffer>;
}

const GATHERED = 64 * 1024;

/**
 * All items that fit a filter and that the caller may see, as a file. Its lines are in the caller's language; a file of either
 * language is read back.
 */
export async function exportItems(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  filter: Omit<ItemFilter, 'cursor' | 'limit'>,
  as: 'xlsx' | 'csv',
  locale: Locale
): Promise<ItemsFile | Refusal> {
  const pages = await eachItem(s, caller, filter);
  if (refused(pages)) return pages;
  const t = inLocale(words, locale);
  const c = inLocale(common, locale);
  const community = await getCommunity(s, caller.communityId);
  const timeZone = community?.timeZone ?? 'Asia/Shanghai';
  const print = { label: (set: string, value: string) => labelOf(c, set, value), yes: t.yes };
  async function* rows(): AsyncGenerator<Cell[]> {
    for await (const page of pages as Exclude<typeof pages, Refusal>)
      for (const line of page) yield EXPORT_COLUMNS.map(({ key }) => cellOf(key, line, print, timeZone));
  }
  const labels = EXPORT_COLUMNS.map(({ key, width }) => ({ label: t[`column/${key}`], width }));
  const day = await today(s, caller.communityId);
  const name = [community?.name ?? '', t.fileLedger, day].filter(Boolean).join('-');
  return {
    name: `${name.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ')}.${as}`,
    type:
      as === 'xlsx' ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/csv; charset=utf-8',
    content:
      as === 'xlsx'
        ? sheetXlsx({ name: t.fileLedger, columns: labels, frozenColumns: 2 }, rows())
        : csv(
            labels.map(({ label }) => label),
            rows()
          )
  };
}

/** Excel takes a file without the mark for the system's own encoding. */
async function* csv(head: readonly string[], rows: AsyncGenerator<Cell[]>): AsyncGenerator<Buffer> {
  let gathered = `\uFEFF${csvLine(head)}`;
  for await (const row of rows) {
    gathered += csvLine(row.map(cellText));
    if (gathered.length < GATHERED) continue;
    yield Buffer.from(gathered);
    gathered = '';
  }
  if (gathered) yield Buffer.from(gathered);
}
