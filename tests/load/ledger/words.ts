import type { Random } from './random';

// All of it is invented.
export const GRIDS = Array.from({ length: 12 }, (_, n) => `第${n + 1}网格`);
const PLACES = ['楼门前', '小广场', '门房', '会客厅', '老槐树下', '水站旁', '车棚边', '活动室'];
export const VENUES = Array.from({ length: 48 }, (_, n) => `${n + 1}号${PLACES[n % PLACES.length]}`);

const NAMES = ['暖巢', '同行', '槐荫', '城东', '老街', '清河', '安居', '晴好', '百顺', '长安', '和众', '东篱'];
const BODIES = ['物业公司', '社工服务站', '卫生服务站', '供电服务班', '供热服务站', '理发铺', '业主委员会', '志愿队'];
const PEOPLE = ['单秋禾', '解望舒', '仇一帆', '王长庚', '李春兰', '车向北', '尹知微', '蒲晓棠', '岳清和', '米小满'];
export const OWNERS = [
  ...NAMES.flatMap((name) => BODIES.map((body) => `${name}${body}`)),
  ...PEOPLE.flatMap((person) => ['', '甲', '乙', '丙'].map((more) => `${person}${more}`))
];

const THINGS = [
  ...['楼道灯', '电梯', '单元门', '下水管', '垃圾桶', '长椅', '健身器材', '水表', '门禁', '消防栓', '监控', '电动车棚'],
  ...[
    '绿化带',
    '晾衣杆',
    '无障碍坡道',
    '窨井盖',
    '暖气',
    '信报箱',
    '围墙',
    '路灯',
    '宠物粪便',
    '广场舞音响',
    '快递柜',
    '老年餐桌'
  ]
];
const FAULTS = [
  ...[
    '不亮了',
    '总是停',
    '关不上',
    '堵了',
    '没人清',
    '坏了一条腿',
    '漏水',
    '锈穿了',
    '太吵',
    '被占了',
    '响了一夜',
    '少了盖子'
  ],
  ...['要换新的', '说了三回', '伤了孩子', '老人够不着', '下雨就积水', '没有标牌']
];
const MORE = [
  '老人走路不方便',
  '晚上看不清',
  '居民已经凑了料钱',
  '物业说要等配件',
  '孩子放学都走这里',
  '上回修了一个月又坏'
];

/** A title in the pieces that it is put together from. */
export function titleOf(random: Random, place: string): string[] {
  const where = random.below(3) ? `${1 + random.below(40)}号楼${1 + random.below(6)}单元` : place;
  return [where, random.of(THINGS), random.of(FAULTS)];
}

export function detailOf(random: Random): string {
  return Array.from({ length: 1 + random.below(3) }, () => random.of(MORE)).join('，');
}
