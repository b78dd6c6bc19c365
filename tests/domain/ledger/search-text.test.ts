import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { searchBody, searchPhrase } from '$lib/domain/ledger/search-text';

// The index itself is asked, since only it can say what a phrase finds.
const db = new Database(':memory:');
db.exec("CREATE VIRTUAL TABLE search USING fts5(body, tokenize = 'unicode61 remove_diacritics 2')");
afterAll(() => db.close());

function finds(query: string, ...fields: string[]): boolean {
  db.exec('DELETE FROM search');
  db.prepare('INSERT INTO search VALUES (?)').run(searchBody(...fields));
  const phrase = searchPhrase(query);
  return phrase !== null && db.prepare('SELECT 1 FROM search WHERE body MATCH ?').get(phrase) !== undefined;
}

describe('the ledger’s search', () => {
  it('S1: cuts Chinese into characters and leaves letters and digits together', () => {
    expect(searchBody('3号楼LED灯')).toBe('3 号 楼 led 灯');
    expect(searchBody('ＬＥＤ灯（声控）')).toBe('led 灯 声 控');
    expect(searchPhrase('路灯')).toBe('"路 灯"');
  });

  it.each([
    ['灯', true],
    ['路灯', true],
    ['声控路灯', true],
    ['控路', true],
    ['灯路', false],
    ['3号楼', true],
    ['楼 声控', true],
    ['楼 电梯', false],
    ['LED', true],
    ['le', true],
    ['ed', false],
    ['2026-0042', true],
    ['0042', true],
    ['2026-00', true]
  ])('S2: %s: %s', (query, found) => {
    expect(finds(query, '2026-0042', '3号楼装声控路灯（LED）')).toBe(found);
  });

  it('S2: a phrase keeps within its field, and 3号楼 is not 13号楼', () => {
    expect(finds('灯光', '装路灯', '光线太暗')).toBe(false);
    expect(finds('灯 光', '装路灯', '光线太暗')).toBe(true);
    expect(finds('3号楼', '13号楼的灯')).toBe(false);
  });

  it.each([
    '"',
    '路"灯',
    "路' OR 1=1 --",
    '灯*',
    '(灯',
    'NEAR(路 灯)',
    'body:灯',
    '-灯',
    '^灯',
    'AND',
    'a AND',
    '{灯}',
    '\u0000灯',
    '\uE000'
  ])('S3: %j is only text', (query) => {
    expect(() => finds(query, '路灯 near and')).not.toThrow();
  });

  it('S3: nothing to look for finds nothing', () => {
    for (const query of ['', '  ', '"" ()', '，。！']) expect(searchPhrase(query)).toBeNull();
    expect(finds('路"灯', '路灯')).toBe(true);
    expect(finds('not 灯', '路灯')).toBe(false);
  });

  it('S3: no input at all breaks the query', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), fc.string({ unit: 'grapheme' }), (query, field) => {
        finds(query, field);
      })
    );
  });

  it('S4: a Chinese query finds exactly the items that contain it', () => {
    const han = fc
      .array(fc.constantFrom(...'路灯楼道坏了修'), { minLength: 1, maxLength: 4 })
      .map((chars) => chars.join(''));
    const text = fc.array(fc.constantFrom(...'路灯楼道坏了修'), { maxLength: 12 }).map((chars) => chars.join(''));
    fc.assert(
      fc.property(han, text, text, (query, title, detail) => {
        expect(finds(query, title, detail)).toBe(title.includes(query) || detail.includes(query));
      }),
      { numRuns: 400 }
    );
  });
});
