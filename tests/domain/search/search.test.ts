import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerpt, mark } from '$lib/domain/search/mark';
import { numberAsked, serialOf } from '$lib/domain/search/numbers';
import { spelledBody } from '$lib/domain/search/spelled';
import { readingsOf } from '$lib/domain/search/syllables';
import { matchOf, termsOf } from '$lib/domain/search/terms';
import { unitsOf, type Unit } from '$lib/domain/search/units';

/** A text with the readings that the server would add. */
function read(text: string, ...readings: string[]): Unit[] {
  const left = [...readings];
  return unitsOf(text).map((unit) => (unit.readings.length ? unit : { ...unit, readings: left.shift()!.split('/') }));
}
const shown = (text: string, units: Unit[], query: string) =>
  mark(text, units, termsOf(query))
    .map(({ text: piece, hit }) => (hit ? `[${piece}]` : piece))
    .join('');

describe('a spelling', () => {
  it('F2: is read in every way that makes syllables, the last broken off anywhere', () => {
    expect(readingsOf('ludeng')).toEqual([
      ['lu', 'deng'],
      ['lu', 'den', 'g']
    ]);
    expect(readingsOf('xian')).toContainEqual(['xian']);
    expect(readingsOf('xian')).toContainEqual(['xi', 'an']);
    expect(readingsOf("xi'an")).toEqual([
      ['xi', 'an'],
      ['xi', 'a', 'n']
    ]);
    expect(readingsOf('9haolou')).toContainEqual(['9', 'hao', 'lou']);
    expect(readingsOf('lvhuad')).toContainEqual(['lv', 'hua', 'd']);
    expect(readingsOf('zhuangx')).toContainEqual(['zhuang', 'x']);
    for (const none of ['wifi', 'lddb', '9hl', "'", '']) expect(readingsOf(none), none).toEqual([]);
  });

  it('F2: is read at once, however long, and says the letters again', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aeiouvngxiazhl'), maxLength: 100 }), (letters) => {
        for (const way of readingsOf(letters)) expect(way.join('')).toBe(letters);
      })
    );
    expect(readingsOf('xian'.repeat(25)).length).toBeLessThanOrEqual(12);
    // Nearly a spelling, and at its very end none.
    for (const nearly of [`${'xian'.repeat(24)}vvv`, `${'a'.repeat(97)}vx`, `${'nan'.repeat(32)}vvx`])
      expect(readingsOf(nearly), nearly).toEqual([]);
  });

  it('F4: stands in the index once more with the other reading', () => {
    const name = read('单大爷', 'dan/shan', 'da', 'ye');
    expect(spelledBody([name, unitsOf('')])).toEqual({
      spelling: 'dan da ye \uE000 shan da ye',
      initials: 'dd dy \uE000 sd dy'
    });
    expect(spelledBody([read('9号楼WiFi', 'hao', 'lou')])).toEqual({
      spelling: '9 hao lou wifi',
      initials: '9h hl lw'
    });
    expect(spelledBody([])).toEqual({ spelling: '', initials: '' });
  });
});

describe('a query', () => {
  it('F1: asks for each word as it is written, spelled or abbreviated', () => {
    expect(matchOf('路灯')).toBe('body : "路 灯"');
    expect(matchOf('路灯 ld')).toBe('body : "路 灯" AND (body : "ld"* OR initials : "ld")');
    expect(matchOf('LuDeng')).toContain('spelling : "lu deng"*');
    expect(matchOf('9hl')).toContain('initials : "9h hl"');
    expect(matchOf('，。')).toBeNull();
    expect(matchOf('a')).toBe('body : "a"*');
  });

  it('F1: looks once for what is typed again and again, whatever stands around it', () => {
    expect(matchOf('1 1 １ .1 "1 1')).toBe('body : "1"*');
    expect(matchOf('灯 路 灯 路')).toBe('body : "灯" AND body : "路"');
    expect(termsOf(Array.from({ length: 50 }, () => '1').join(' '))).toHaveLength(1);
  });

  it('S3: whatever is typed, phrases of letters, digits and characters come of it and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (typed) => {
        const match = matchOf(typed);
        if (match === null) return;
        const bare = match.replace(/(body|spelling|initials) : "[^"*():^{}+-]+"\*?/gu, 'x').replace(/ (AND|OR) /g, ' ');
        expect(bare).toMatch(/^[x() ]+$/);
      })
    );
  });

  it('F5: may be a number', () => {
    expect(numberAsked('2026-0042')).toEqual({ year: 2026, count: 42 });
    expect(numberAsked(' ２０２６－４２ ')).toEqual({ year: 2026, count: 42 });
    expect(numberAsked('2026年42号')).toEqual({ year: 2026, count: 42 });
    expect(numberAsked('#42')).toEqual({ year: null, count: 42 });
    for (const none of ['9号楼', '42-2026', '', '2026-0042 灯', '12345678']) expect(numberAsked(none), none).toBeNull();
    expect([serialOf('2026-0042'), serialOf('2026-10000'), serialOf('nothing')]).toEqual([20260000042, 20260010000, 0]);
  });
});

describe('a mark', () => {
  const title = '9号楼楼道灯“不亮”，单大爷来说';
  const units = read(title, 'hao', 'lou', 'lou', 'dao', 'deng', 'bu', 'liang', 'dan/shan', 'da', 'ye', 'lai', 'shuo');

  it.each([
    ['楼道', '9号楼[楼道]灯“不亮”，单大爷来说'],
    ['灯不亮', '9号楼楼道[灯“不亮]”，单大爷来说'],
    ['loudaod', '9号楼[楼道灯]“不亮”，单大爷来说'],
    ['9hl', '[9号楼]楼道灯“不亮”，单大爷来说'],
    ['shan', '9号楼楼道灯“不亮”，[单]大爷来说'],
    ['sdy', '9号楼楼道灯“不亮”，[单大爷]来说'],
    ['楼 灯', '9号[楼楼]道[灯]“不亮”，单大爷来说'],
    ['没有', '9号楼楼道灯“不亮”，单大爷来说']
  ])('F6: %s', (query, marked) => {
    expect(shown(title, units, query)).toBe(marked);
  });

  it('F6: leaves the text as it was, markup of theirs included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 20 }), (text, query) => {
        const pieces = mark(text, unitsOf(text), termsOf(query));
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      })
    );
    const script = '<b>灯</b>';
    expect(mark(script, read(script, 'deng'), termsOf('灯'))).toEqual([
      { text: '<b>', hit: false },
      { text: '灯', hit: true },
      { text: '</b>', hit: false }
    ]);
  });

  it('shows the piece around the first hit', () => {
    const long = `${'前'.repeat(100)}灯${'后'.repeat(100)}`;
    const pieces = excerpt(mark(long, unitsOf(long), termsOf('灯')), 30);
    expect(pieces.map(({ text }) => text).join('')).toBe(`…${'前'.repeat(10)}灯${'后'.repeat(19)}…`);
    expect(excerpt([{ text: '短', hit: false }], 30)).toEqual([{ text: '短', hit: false }]);
  });
});
