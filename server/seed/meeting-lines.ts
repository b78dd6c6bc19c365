import type { Category, Tier } from '$lib/domain/ledger/category';
import type { EntryKind, MeetingKind, Outcome, Phase } from '$lib/domain/meetings/kind';

/** Minutes since the meeting began | kind | speaker | what was said. */
export type Line = [minute: number, kind: EntryKind, speaker: string, text: string];

export interface SeedIssue {
  /** The line of the diary it came from. */
  from: number;
  title: string;
  detail?: string;
  category: Category;
  tier: Tier;
  outcome: Outcome;
  answer?: string;
  owner?: string;
  /** Days from the meeting's day. */
  due?: number;
  supporters: number;
  confirmed: boolean;
}

export interface SeedMeeting {
  n: number;
  code: string;
  kind: MeetingKind;
  title: string;
  venue: number;
  /** Minutes from now: negative, it began before. */
  startsIn: number;
  phase: Phase;
  by: string;
  lines: Line[];
  issues: SeedIssue[];
}

const DAY = 24 * 60;

export const MEETINGS: readonly SeedMeeting[] = [
  {
    n: 1,
    code: 'hay5tx',
    kind: 'stool',
    title: '3号楼门前小板凳议事会',
    venue: 0,
    startsIn: -12 * DAY,
    phase: 'closed',
    by: 'facilitator',
    lines: [
      [2, 'note', '王秋禾', '到场17人，天晴，风不大。'],
      [5, 'voice', '3号楼居民', '二单元三楼到五楼的灯全灭了，上楼得摸着墙走。'],
      [8, 'answer', '物业苗主管', '灯是老型号，明天先换上能用的，月底前统一换成声控的。'],
      [13, 'voice', '葛长庚', '张家老两口不会看手机通知，能不能敲门说一声。'],
      [15, 'answer', '王秋禾', '往后大事我上门说，一户不落。'],
      [22, 'voice', '4号楼居民', '绿化带里有碎玻璃，孩子老在那儿玩。'],
      [31, 'decision', '', '楼道灯月底前换完，物业负责；碎玻璃今天散会就扫。']
    ],
    issues: [
      {
        from: 1,
        title: '3号楼二单元楼道灯换成声控灯',
        detail: '三楼到五楼全灭，先换能用的，再统一换声控。',
        category: 'repair',
        tier: 'simple',
        outcome: 'ledger',
        owner: 'property',
        due: 18,
        supporters: 9,
        confirmed: true
      },
      {
        from: 3,
        title: '大事上门告知不看手机的老人',
        category: 'care',
        tier: 'simple',
        outcome: 'answered',
        answer: '网格员上门说，一户不落。',
        owner: 'facilitator',
        supporters: 4,
        confirmed: true
      },
      {
        from: 5,
        title: '绿化带碎玻璃清干净',
        category: 'environment',
        tier: 'simple',
        outcome: 'ledger',
        owner: 'committee',
        due: 1,
        supporters: 6,
        confirmed: true
      }
    ]
  },
  {
    n: 2,
    code: 'hay7kw',
    kind: 'stool',
    title: '9号楼小广场小板凳议事会',
    venue: 2,
    startsIn: -38,
    phase: 'live',
    by: 'facilitator2',
    lines: [
      [1, 'note', '李望舒', '到场23人，9号楼、10号楼的多，还有几位带着孩子。'],
      [3, 'answer', '李望舒', '先说上回的：污水井清了两次，管子下周换，大家盯着。'],
      [7, 'voice', '9号楼居民', '电梯老停在五楼，我家老人坐轮椅，一停就下不来。'],
      [9, 'voice', '10号楼居民', '上个月停了四回，维修的人来了说等配件，等到现在。'],
      [12, 'answer', '物业苗主管', '配件已经订了，到货就换，换好前每天派人巡一次。'],
      [16, 'voice', '8号楼居民', '小广场没个带靠背的椅子，老人坐小板凳腰受不了。'],
      [18, 'voice', '9号楼蓝衣阿姨', '我赞成，最好放在树底下，夏天晒不着。'],
      [21, 'voice', '7号楼居民', '快递堆在单元门口，下雨全泡了，柜子能不能多放一组？'],
      [25, 'voice', '10号楼居民', '跳舞的音响晚上九点还不停，孩子写不了作业。'],
      [28, 'voice', '舞蹈队', '我们也不想吵，能给个准点，我们就八点半收。'],
      [30, 'decision', '', '跳舞到晚上八点半为止，音响朝向空地一侧，两边都同意。'],
      [35, 'voice', '12号楼居民', '地下车库一下雨就积水，车都不敢停。']
    ],
    issues: [
      {
        from: 2,
        title: '9号楼电梯换配件，换好前每天巡一次',
        detail: '常停在五楼，坐轮椅的老人下不来。上个月停了四回。',
        category: 'repair',
        tier: 'complex',
        outcome: 'ledger',
        owner: 'property',
        due: 7,
        supporters: 15,
        confirmed: false
      },
      {
        from: 5,
        title: '小广场树下放两条带靠背的长椅',
        category: 'services',
        tier: 'simple',
        outcome: 'ledger',
        owner: 'committee',
        due: 14,
        supporters: 12,
        confirmed: false
      },
      {
        from: 7,
        title: '快递柜再添一组',
        detail: '下雨天包裹全泡了。',
        category: 'services',
        tier: 'complex',
        outcome: 'open',
        supporters: 8,
        confirmed: false
      },
      {
        from: 8,
        title: '跳舞八点半收，音响朝空地',
        category: 'mediation',
        tier: 'simple',
        outcome: 'answered',
        answer: '两边都同意：晚上八点半为止，音响朝向空地一侧。',
        owner: 'facilitator2',
        supporters: 5,
        confirmed: false
      }
    ]
  },
  {
    n: 3,
    code: 'hay9pm',
    kind: 'secretary',
    title: '老槐树下与书记拉家常',
    venue: 4,
    startsIn: 2 * DAY,
    phase: 'prepare',
    by: 'secretary',
    lines: [],
    issues: []
  }
];
