import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine, csvRows, delimiterOf, harmless, plainText } from '$lib/domain/import/csv';

const rows = (text: string) => [...csvRows(text)];

describe('reading a CSV', () => {
  it('takes quotes, commas, line ends within cells, and any line end between rows', () => {
    expect(rows('a,b\r\n"x,\n""y""",2\n\nlast,')).toEqual([['a', 'b'], ['x,\n"y"', '2'], [''], ['last', '']]);
    expect(rows('a\rb')).toEqual([['a'], ['b']]);
    expect(rows('"3号楼"东侧,1')).toEqual([['3号楼东侧', '1']]);
    expect(rows('"never closed,1\n2')).toEqual([['never closed,1\n2']]);
    expect(rows('')).toEqual([]);
  });

  it('finds which sign stands between the cells', () => {
    expect(delimiterOf('编号\t事项\t责任人\n1\t换灯,修门\t物业')).toBe('\t');
    expect(delimiterOf('a;b;c\n"x,y,z,w";2;3')).toBe(';');
    expect(delimiterOf('事项')).toBe(',');
  });

  it('[X3] nothing in it is a formula, and reading takes the apostrophe away again', () => {
    for (const text of ['=1+1', '+86', '-3℃', '@某人', '\t=1', ' =1', '＝HYPERLINK("x")', "'=1", "''-1", '\r=1'])
      expect([harmless(text)[0], plainText(harmless(text))], text).toEqual(["'", text]);
    for (const text of ['换灯', "'引号'", "it's", '1=1', '']) {
      expect(harmless(text)).toBe(text);
      expect(plainText(text)).toBe(text);
    }
    expect(csvLine(['=cmd|calc', '1'])).toBe("'=cmd|calc,1\r\n");
  });

  const letters = fc.constantFrom(...'=+-@\'",;\t\n\r ，。“0灯𠮷👵🏻a');
  it('[X2] whatever is written is read back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: letters }), { minLength: 2, maxLength: 5 }), {
          minLength: 1,
          maxLength: 8
        }),
        (table) => {
          const read = [...csvRows(`\uFEFF${table.map(csvLine).join('')}`, ',')];
          expect(read).toEqual(table);
        }
      ),
      { numRuns: 500 }
    );
  });
});
