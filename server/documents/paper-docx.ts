import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType
} from 'docx';
import type { Block, Paper } from '$lib/domain/papers/paper';

// Type and page after GB/T 9704-2012 (party and government papers): A4, title in 小标宋 2号, text in 仿宋 3号, headings in 黑体.
const FONT = { text: '仿宋', heading: '黑体', title: '宋体' };
/** Half points. */
const SIZE = { title: 44, text: 32, table: 21, foot: 21 };
/** Twentieths of a point: A4, and its margins of 37, 28, 35 and 26 mm. */
const A4 = { width: 11906, height: 16838 };
const MARGIN = { top: 2098, left: 1588, bottom: 1984, right: 1474 };
const LINE = 560;
const TEXT_WIDTH = A4.width - MARGIN.left - MARGIN.right;
/** Parts of the width that the columns of the issue list have: its number needs little, what it is about most. */
const COLUMNS = [5, 29, 9, 13, 17, 14, 13];

const font = (name: string) => ({ ascii: name, hAnsi: name, eastAsia: name, cs: name });

/** Lines of a text as runs with breaks between. */
function runs(text: string, style: { size: number; name: string; bold?: boolean }): TextRun[] {
  return text.split('\n').map(
    (line, at) =>
      new TextRun({
        text: line,
        break: at ? 1 : 0,
        size: style.size,
        font: font(style.name),
        bold: style.bold,
        // The heading styles of Word are blue.
        color: '000000'
      })
  );
}

function blockOf(block: Block): (Paragraph | Table)[] {
  if (block.type === 'table') return [tableOf(block), new Paragraph({})];
  const text = { size: SIZE.text, name: FONT.text };
  const spacing = { line: LINE, lineRule: 'exact' as const };
  if (block.type === 'heading')
    return [
      new Paragraph({
        children: runs(block.text, { ...text, name: FONT.heading }),
        heading: HeadingLevel.HEADING_1,
        spacing: { ...spacing, before: 200 },
        keepNext: true
      })
    ];
  return [
    new Paragraph({
      children: runs(block.text, { ...text, bold: block.type === 'dissent' }),
      spacing,
      indent: block.type === 'dissent' ? { left: 640 } : { firstLine: 640 }
    })
  ];
}

function tableOf(block: Extract<Block, { type: 'table' }>): Table {
  const text = { size: SIZE.table, name: FONT.text };
  const parts = block.head.length === COLUMNS.length ? COLUMNS : block.head.map(() => 1);
  const all = parts.reduce((sum, part) => sum + part, 0);
  // Said in both places: Word goes by the cells, LibreOffice by the grid.
  const widths = parts.map((part) => Math.floor((TEXT_WIDTH * part) / all));
  const row = (cells: readonly string[], head: boolean) =>
    new TableRow({
      tableHeader: head,
      cantSplit: true,
      children: cells.map(
        (cell, at) =>
          new TableCell({
            width: { size: widths[at] ?? 0, type: WidthType.DXA },
            margins: { top: 60, bottom: 60, left: 80, right: 80 },
            children: [new Paragraph({ children: runs(cell, { ...text, name: head ? FONT.heading : FONT.text }) })]
          })
      )
    });
  return new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    rows: [row(block.head, true), ...block.rows.map(({ cells }) => row(cells, false))]
  });
}

/**
 * A paper as a .docx.
 * @param foot said below it in small type: what stands for the ledger's history
 * @param redHead the community's name in red above a red line; null: a plain head
 */
export async function paperDocx(
  paper: Paper,
  { foot = [], redHead = null }: { foot?: readonly string[]; redHead?: string | null } = {}
): Promise<Buffer> {
  const head = redHead
    ? [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          spacing: { after: 400 },
          border: { bottom: { style: BorderStyle.SINGLE, size: 18, color: 'C00000', space: 8 } },
          children: [new TextRun({ text: redHead, size: 52, color: 'C00000', bold: true, font: font(FONT.title) })]
        })
      ]
    : [];
  const document = new Document({
    creator: '小板凳',
    title: paper.title,
    sections: [
      {
        properties: { page: { size: A4, margin: MARGIN } },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [
                  new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: 28, font: font(FONT.title) })
                ]
              })
            ]
          })
        },
        children: [
          ...head,
          new Paragraph({
            alignment: AlignmentType.CENTER,
            heading: HeadingLevel.TITLE,
            spacing: { after: 400 },
            children: runs(paper.title, { size: SIZE.title, name: FONT.title, bold: true })
          }),
          ...paper.facts.map(
            ({ label, value }) =>
              new Paragraph({
                spacing: { line: LINE, lineRule: 'exact' },
                children: [
                  new TextRun({ text: `${label}：`, size: SIZE.text, font: font(FONT.heading) }),
                  ...runs(value, { size: SIZE.text, name: FONT.text })
                ]
              })
          ),
          new Paragraph({}),
          ...paper.blocks.flatMap(blockOf),
          ...foot.map((text) => new Paragraph({ children: runs(text, { size: SIZE.foot, name: FONT.text }) }))
        ]
      }
    ]
  });
  return await Packer.toBuffer(document);
}
