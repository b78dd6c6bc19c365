import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPersonal, maskFindings } from '$lib/domain/privacy/find-personal';

const kinds = (text: string, names?: string[]) =>
  findPersonal(text, names).map(({ kind, text: found }) => `${kind} ${found}`);

describe('what gives a person away', () => {
  it.each([
    ['打我电话13812345678就行', ['mobile 13812345678']],
    ['138-1234-5678 或 138 1234 5678', ['mobile 138-1234-5678', 'mobile 138 1234 5678']],
    ['手机１３８１２３４５６７８', ['mobile １３８１２３４５６７８']],
    ['物业 0534-2345678', ['landline 0534-2345678']],
    ['身份证110101199003070011', ['identity 110101199003070011']],
    ['卡号6222 0212 3456 7894', ['bank-card 6222 0212 3456 7894']],
    ['加我微信：lin_nainai', ['account lin_nainai']],
    ['QQ 1234567', ['account 1234567']],
    ['身份证 110101 19900307 001Ｘ', ['identity 110101 19900307 001Ｘ']],
    ['住3号楼2单元201室', ['door 3号楼2单元201室']],
    ['3-2-201漏水', ['door 3-2-201']],
    ['3号楼201天天漏水', ['door 3号楼201']],
    ['三号楼二单元五零二', ['door 三号楼二单元五零二']],
    ['2单元 301 的门', ['door 2单元 301']],
    ['12栋1802室', ['door 12栋1802室']],
    ['槐荫路18号', ['address 槐荫路18号']],
    ['林秀英女士说', ['name 林秀英']],
    ['我叫王建国', ['name 王建国']],
    ['业主：葛长庚', ['name 葛长庚']],
    ['是王建国家的管子', ['name 王建国']],
    ['李望舒说修过了', ['name 李望舒']]
  ])('finds it in %s', (text, found) => {
    expect(kinds(text)).toEqual(found);
  });

  it.each([
    '3号楼的灯坏了',
    '3号楼2026年换的电梯',
    '3号楼300多户都同意',
    '3号楼120人签了字',
    '一号楼二单元门口',
    '业主王大爷说',
    '大家说了，物业说了，主任说了',
    '白天大家的车没地方停',
    '楼上住户反映',
    '9号楼电梯停了4回',
    '2026年12月1日前办好',
    '一共花了12000元，赞成23、反对4',
    '下午14:30，3号楼门前',
    '路灯8盏坏了3盏',
    '台账2026-0042'
  ])('finds nothing in %s', (text) => {
    expect(kinds(text)).toEqual([]);
  });

  it('knows the people it is told of, wherever they stand', () => {
    expect(kinds('葛大爷和葛长庚说，葛长庚同意', ['葛长庚'])).toEqual(['name 葛长庚', 'name 葛长庚']);
    expect(kinds('大家都同意', ['大'])).toEqual([]);
  });

  it('keeps the building and the surname when it masks', () => {
    const masked = (text: string, names?: string[]) => maskFindings(text, findPersonal(text, names));
    expect(masked('3号楼2单元201室葛长庚，13812345678', ['葛长庚'])).toBe('3号楼某户葛某，1**********');
  });

  it('finds nothing any more in what it has masked, and leaves every other word', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '13812345678',
        '0534-2345678',
        '110101199003070011',
        '3号楼2单元201室',
        '三号楼二单元五零二',
        '我叫王建国',
        '微信 lin_nainai',
        '林奶奶'
      ),
      fc.string({ unit: fc.constantFrom('灯', '坏', '了', '，', '。', ' ', 'a'), maxLength: 6 })
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('，');
        const found = findPersonal(text, ['林奶奶']);
        for (const { start, end, text: said } of found) expect(text.slice(start, end)).toBe(said);
        const masked = maskFindings(text, found);
        expect(findPersonal(masked, ['林奶奶'])).toEqual([]);
        expect(masked.replace(/[^灯坏]/g, '')).toBe(text.replace(/[^灯坏]/g, ''));
      }),
      { numRuns: 500 }
    );
  });

  it('reads any text in a moment', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => void findPersonal(text)));
    expect(findPersonal('1 '.repeat(20_000))).toEqual([]);
  });
});
