import writeXlsxFile from 'write-excel-file/node';
import type { Paper } from '$lib/domain/papers/paper';

const WIDTHS = [6, 44, 12, 20, 36, 18, 18];

/**
 * The issue list as an .xlsx: its table with a head that stays, one row an issue. Every cell is text, so that nothing a resident
 * said is ever a formula.
 */
export async function issuesXlsx(paper: Paper): Promise<Buffer> {
  const table = paper.blocks.find((block) => block.type === 'table');
  const head = table?.type === 'table' ? table.head : [paper.title];
  const rows = table?.type === 'table' ? table.rows : [];
  const cell = (value: string) => ({ value, type: String, wrap: true, alignVertical: 'top' as const });
  const data = [
    head.map((value) => ({ ...cell(value), fontWeight: 'bold' as const, backgroundColor: '#EFE6D5' })),
    ...rows.map(({ cells }, at) =>
      cells.map((value, column) =>
        column === 0 ? { value: at + 1, type: Number, alignVertical: 'top' as const } : cell(value)
      )
    )
  ];
  const sheet = paper.title.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31);
  return await writeXlsxFile(data, {
    columns: WIDTHS.map((width) => ({ width })),
    stickyRowsCount: 1,
    sheet
  }).toBuffer();
}
