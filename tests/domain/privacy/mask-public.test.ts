import { describe, expect, it } from 'vitest';
import { maskPublic, personsNamed } from '$lib/domain/privacy/mask-public';

describe('what the public reads at once', () => {
  it.each([
    ['打我电话13812345678', '打我电话1**********'],
    ['110101 19900307 0011', '11**** ******** ****'],
    ['卡号6222 0212 3456 7894', '卡号**** **** **** ****'],
    ['加我微信：lin_nainai', '加我微信：l**_******'],
    ['家里0534-2345678', '家里****-*******'],
    ['3号楼201天天漏水', '3号楼某户天天漏水'],
    ['3-2-201也漏', '3号楼某户也漏'],
    ['二单元三〇一', '某户']
  ])('hides what leads to a person in %s', (text, shown) => {
    expect(maskPublic(text)).toBe(shown);
  });

  it.each([
    '3号楼12号停水',
    '3号楼120户居民都同意',
    '槐荫路18号门口的路灯',
    '一共花了2345678元',
    '林秀英女士说',
    '8号楼有人反映'
  ])('leaves %s to whoever reads the papers before they are published', (text) => {
    expect(maskPublic(text)).toBe(text);
  });

  it('hides the names it is given, wherever they stand', () => {
    expect(maskPublic('林秀英家也一样，葛大爷说', ['林秀英'])).toBe('林某家也一样，葛大爷说');
  });

  it('takes for a name nothing that several are called', () => {
    expect(personsNamed([' 林秀英 ', '林秀英', '3号楼居民', '居民', '王', '8楼租户', '车大姐'])).toEqual([
      '林秀英',
      '车大姐'
    ]);
  });
});
