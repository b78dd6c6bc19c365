import type { Role } from '$lib/domain/identity/role';

/**
 * The demo's neighbourhood, which is also the fixtures of the tests. All of it is invented. Ids are constant, so that a test
 * can name who it means.
 */
export const DEMO_PASSWORD = 'stoolside-demo';

const uuid = (block: string, n: number) => `${block}-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const COMMUNITY = { id: uuid('c0000000', 1), name: '槐荫里社区', timeZone: 'Asia/Shanghai' };

export const GRIDS = [
  { id: uuid('a0000000', 1), name: '第一网格（1—6号楼）', rank: 1 },
  { id: uuid('a0000000', 2), name: '第二网格（7—12号楼）', rank: 2 },
  { id: uuid('a0000000', 3), name: '第三网格（沿街及平房区）', rank: 3 }
] as const;

export const VENUES = [
  { id: uuid('b0000000', 1), gridId: GRIDS[0].id, name: '3号楼门前', kind: 'entrance', code: 'hy3men' },
  { id: uuid('b0000000', 2), gridId: GRIDS[0].id, name: '东门门房', kind: 'gatehouse', code: 'hydmen' },
  { id: uuid('b0000000', 3), gridId: GRIDS[1].id, name: '9号楼小广场', kind: 'square', code: 'hy9gch' },
  { id: uuid('b0000000', 4), gridId: GRIDS[1].id, name: '第二网格会客厅', kind: 'living-room', code: 'hy2hkt' },
  { id: uuid('b0000000', 5), gridId: GRIDS[2].id, name: '老槐树下', kind: 'square', code: 'hyhuas' },
  { id: uuid('b0000000', 6), gridId: GRIDS[2].id, name: '平房区水站旁', kind: 'square', code: 'hyshui' }
] as const;

interface Person {
  username: string;
  name: string;
  role: Role;
  title: string;
  grid: number | null;
  /** The organisation a partner answers for. */
  organisation?: string;
}

export const PEOPLE: readonly Person[] = [
  { username: 'admin', name: '闻人静', role: 'admin', title: '系统管理员', grid: null },
  { username: 'secretary', name: '岳清和', role: 'secretary', title: '社区书记', grid: null },
  { username: 'staff', name: '蒲晓棠', role: 'staff', title: '社区工作人员', grid: null },
  { username: 'staff2', name: '尹知微', role: 'staff', title: '社区工作人员', grid: null },
  { username: 'facilitator', name: '王秋禾', role: 'facilitator', title: '第一网格网格员', grid: 0 },
  { username: 'facilitator2', name: '李望舒', role: 'facilitator', title: '第二网格网格员', grid: 1 },
  { username: 'facilitator3', name: '邵一帆', role: 'facilitator', title: '第三网格网格员', grid: 2 },
  { username: 'informant', name: '葛长庚', role: 'informant', title: '3号楼楼栋长', grid: 0 },
  { username: 'informant2', name: '米春兰', role: 'informant', title: '老槐树下志愿者', grid: 2 },
  { username: 'informant3', name: '车向北', role: 'informant', title: '党员骨干', grid: 1 },
  { username: 'partner', name: '苗主管', role: 'partner', title: '物业主管', grid: null, organisation: 'property' },
  {
    username: 'partner2',
    name: '戚站长',
    role: 'partner',
    title: '社工站站长',
    grid: null,
    organisation: 'social-work'
  }
];

export const ORGANISATIONS = [
  { key: 'property', name: '暖巢物业公司', title: '物业公司' },
  { key: 'committee', name: '槐荫里社区居委会', title: '居委会' },
  { key: 'owners', name: '槐荫里业主委员会', title: '业委会' },
  { key: 'social-work', name: '同行社工服务站', title: '社会组织' },
  { key: 'clinic', name: '槐荫卫生服务站', title: '共建单位' },
  { key: 'market', name: '街道市场监管所', title: '监管部门' },
  { key: 'police', name: '槐荫社区警务室', title: '警务室' },
  { key: 'power', name: '城东供电服务班', title: '供电服务' },
  { key: 'heating', name: '城东供热服务站', title: '供热服务' },
  { key: 'barber', name: '老街理发铺', title: '共建商户' },
  { key: 'school', name: '槐荫小学', title: '共建单位' }
] as const;

/** Whose promises a demo item can be: party id by account name or organisation key. */
export const PARTY: Record<string, string> = Object.fromEntries([
  ...PEOPLE.map((person, n) => [person.username, uuid('d0000000', n + 1)] as const),
  ...ORGANISATIONS.map((organisation, n) => [organisation.key, uuid('e0000000', n + 1)] as const)
]);

/** Account id by account name. */
export const ACCOUNT: Record<string, string> = Object.fromEntries(
  PEOPLE.map((person, n) => [person.username, uuid('f0000000', n + 1)] as const)
);
