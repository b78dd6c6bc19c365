import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSheetLines, readSheetNumber, readTime, SHEET_LINES, sheetNumber } from '$lib/domain/sheets/sheet';

describe('the number of a sheet', () => {
  it('is read back however it is typed', () => {
    for (const typed of ['XZ-2026-0007', 'xz-2026-7', ' ＸＺ－２０２６－０００７ ', '2026-0007', 'XZ 2026 0007'])
      expect(readSheetNumber(typed), typed).toBe('XZ-2026-0007');
    for (const typed of ['', 'XZ', '0007', 'hay7kw', '../../etc', 'XZ-2026-00071'])
      expect(readSheetNumber(typed), typed).toBeNull();
  });

  it('holds for every number that is given out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 9999 }), fc.integer({ min: 1, max: 9999 }), (year, n) => {
        expect(readSheetNumber(sheetNumber(year, n))).toBe(sheetNumber(year, n));
      })
    );
  });
});

describe('lines typed in from a sheet', () => {
  it('keep their row, and rows without words are left out', () => {
    const form: Record<string, string> = {
      'text-2': ' 楼道灯不亮 ',
      'speaker-2': '3号楼居民',
      'kind-2': 'answer',
      'time-2': '9:05',
      'text-14': '都同意',
      'kind-14': 'no such kind',
      'speaker-5': '没说话的人',
      'text-15': '纸上没有这一行'
    };
    expect(SHEET_LINES).toBe(14);
    expect(readSheetLines((name) => form[name] ?? '')).toEqual([
      { row: 2, kind: 'answer', speaker: '3号楼居民', text: '楼道灯不亮', time: '9:05' },
      { row: 14, kind: 'voice', speaker: '', text: '都同意', time: '' }
    ]);
  });

  it('have a time of day as people write it, or none', () => {
    expect([readTime('9:05'), readTime('9：05'), readTime('19点5分'), readTime('8点')]).toEqual([
      { hour: 9, minute: 5 },
      { hour: 9, minute: 5 },
      { hour: 19, minute: 5 },
      { hour: 8, minute: 0 }
    ]);
    for (const written of ['', '上午', '25:00', '9:77', '9']) expect(readTime(written), written).toBeNull();
  });
});
