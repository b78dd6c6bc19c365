import { CATEGORIES, CHANNELS, TIERS } from '../ledger/category';
import { STATES, type State } from '../ledger/state';
import { reachable } from './way';

/** The fixed sets whose words a cell may hold. */
export const SETS = ['state', 'category', 'tier', 'channel'] as const;
export type ValueSet = (typeof SETS)[number];

const VALUES: Record<ValueSet, readonly string[]> = {
  // A state that an import cannot bring about is left for the person to choose another (rule I6).
  state: STATES.filter((state: State) => reachable(state)),
  category: CATEGORIES,
  tier: TIERS,
  channel: CHANNELS
};

/** Plain word → value, for each set. */
export type Vocabulary = Record<ValueSet, ReadonlyMap<string, string>>;

// How ledgers say it where they do not use our words (rule I5). Each stands alone in its cell: 未办结 is no 办结.
const STATE_WORDS: Record<string, string> = {
  open: '待派单 待办 待办理 待处理 待受理 未派单 未办理 未处理 未受理 未开始 新建 已登记 登记 待分办 待转办 已受理 受理',
  dispatched: '已派单 派单 已转办 转办 已交办 交办 已分办 待接单 已派发 已转派',
  handling:
    '办理中 处理中 正在办理 正在处理 进行中 推进中 跟进中 正在推进 正在跟进 持续推进 整改中 施工中 协调中 正在协调 解决中 未办结 未完成 未解决 未结 在办 已接单 否',
  finished:
    '已办结 办结 已完成 完成 已处理 处理完成 已解决 解决 已整改 整改完成 已结案 结案 已销号 销号 完结 已完结 办毕 是',
  verified: '已核实 核实 已验收 验收合格 已回访 回访满意 满意',
  held: '挂账 已挂账 暂缓 搁置 暂停 长期推进 中止',
  answered: '已答复 答复 已回复 回复 当场答复 现场答复 已解释 已解答',
  declined: '不予受理 不受理 未采纳 不采纳 已驳回 驳回 已退回 作废 已作废 已撤销'
};
const CATEGORY_WORDS: Record<string, string> = {
  repair: '维修 设施维修 基础设施 设施 修缮 公共设施 物业维修 市政设施 水电气暖',
  services: '民生 便民服务 民生服务类 公共服务 生活服务 物业服务',
  environment: '环境 环境卫生 卫生 环境整治类 市容环境 绿化 垃圾 停车',
  mediation: '矛盾纠纷 纠纷 纠纷调解 调解 邻里纠纷 邻里矛盾',
  care: '关怀 帮扶 特殊群体 困难帮扶 养老 助老 救助 为老服务',
  culture: '文化 文体活动 文体 文化活动类 活动'
};
const TIER_WORDS: Record<string, string> = { simple: '简单 一般 普通 简易', complex: '复杂 疑难 重点 联合办理' };
const CHANNEL_WORDS: Record<string, string> = {
  meeting: '会议 议事会 小板凳 小板凳议事会 居民议事会 圆桌会',
  desk: '来访 上门 窗口 会客厅 大厅 现场 当面',
  online: '网上 网络 微信 微信群 小程序 线上 平台 公众号 业主群',
  visit: '走访 入户 入户走访 敲门行动 巡查 网格巡查 网格走访',
  informant: '信息员 楼栋长 楼长 志愿者 党员',
  phone: '来电 电话 热线 12345 便民热线 市民热线 接诉即办'
};
const WORDS: Record<ValueSet, Record<string, string>> = {
  state: STATE_WORDS,
  category: CATEGORY_WORDS,
  tier: TIER_WORDS,
  channel: CHANNEL_WORDS
};

/**
 * The words of every set.
 * @param ours what each value is called in each language, by `<set>/<value>`
 */
export function vocabularyOf(ours: readonly Record<string, unknown>[]): Vocabulary {
  const read = (set: ValueSet): ReadonlyMap<string, string> => {
    const words = new Map<string, string>();
    for (const [value, list] of Object.entries(WORDS[set])) for (const word of list.split(' ')) words.set(word, value);
    for (const value of VALUES[set]) {
      words.set(plainWord(value), value);
      for (const language of ours) {
        const word = language[`${set}/${value}`];
        if (typeof word === 'string') words.set(plainWord(word), value);
      }
    }
    return words;
  };
  return { state: read('state'), category: read('category'), tier: read('tier'), channel: read('channel') };
}

/** A word as it is compared: half width, lower case, without blanks and marks. */
export function plainWord(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s。.,，;；!！*()[\]【】“”"'’:：-]/g, '')
    .replace(/类$/, '');
}
