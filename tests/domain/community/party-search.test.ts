import { describe, expect, it } from 'vitest';
import { searchParties, type Findable } from '$lib/domain/community/party-search';
import { spelling } from '../../../server/community/add-party';

const people: [name: string, title: string][] = [
  ['王秋禾', '第一网格网格员'],
  ['王杰', '志愿者'],
  ['汪建', '楼栋长'],
  ['李望舒', '第二网格网格员'],
  ['张王庄', '党员骨干'],
  ['西安', '楼栋长'],
  ['暖巢物业公司', '物业公司'],
  ['同行社工服务站', '社会组织'],
  ['苗主管', '物业主管'],
  ['吕绿', '志愿者'],
  ['3号楼自管组', '居民'],
  ['ABC便利店', '共建商户']
];
const parties: Findable[] = people.map(([name, title]) => ({ id: name, name, title, ...spelling(name) }));
const found = (query: string) => searchParties(parties, query).map((party) => party.name);

describe('finding who will do it', () => {
  it.each([
    ['王', ['王杰', '王秋禾', '张王庄']],
    ['物业', ['暖巢物业公司', '苗主管']],
    ['wangjie', ['王杰']],
    ['wj', ['王杰', '汪建']],
    ['王j', ['王杰']],
    ['王qiu', ['王秋禾']],
    ['wangqh', ['王秋禾']],
    ['wy', ['暖巢物业公司']],
    ['nuanchao', ['暖巢物业公司']],
    ['fwz', ['同行社工服务站']],
    ['shegong', ['同行社工服务站']],
    ['xian', ['西安']],
    ['xa', ['西安']],
    ['3号', ['3号楼自管组']],
    ['3hl', ['3号楼自管组']],
    ['abc', ['ABC便利店']],
    ['abcbl', ['ABC便利店']],
    ['lvlv', ['吕绿']]
  ])('P1: %s finds %j', (query, names) => expect(found(query)).toEqual(names));

  it('P2: a syllable may be broken off, but letters are never skipped', () => {
    expect(found('wangq')).toEqual(['王秋禾']);
    expect(found('wq')).toEqual(['王秋禾']);
    expect(found('wh')).toEqual([]);
    expect(found('anh')).toEqual([]);
  });

  it('P3: a title finds too, after the names', () => {
    expect(found('网格员')).toEqual(['王秋禾', '李望舒']);
    expect(found('楼')).toEqual(['3号楼自管组', '汪建', '西安']);
  });

  it('P4: first who begins with it, then who it fills', () => {
    expect(found('wang')).toEqual(['王杰', '汪建', '王秋禾', '李望舒', '张王庄']);
    expect(found('王杰')[0]).toBe('王杰');
  });

  it('P5: case, width, blanks and apostrophes change nothing', () => {
    expect(found(" Ｗang ' JIE ")).toEqual(['王杰']);
    expect(found('lülü')).toEqual(['吕绿']);
    expect(found('  ')).toHaveLength(parties.length);
    expect(found('zzz')).toEqual([]);
  });

  it('finds by initials where a full spelling cannot be cut', () => {
    const odd = { id: 'x', name: '王杰', title: '', pinyin: 'wang-jie', initials: 'wj' };
    expect(searchParties([odd], 'wj')).toEqual([odd]);
  });
});
