/** What a column of a ledger can be; `append` goes below the detail, `private` is left out, '' is not looked at. */
export const FIELDS = [
  'number',
  'source',
  'title',
  'detail',
  'state',
  'category',
  'tier',
  'owner',
  'due',
  'venue',
  'channel',
  'raisedBy',
  'supporters',
  'answer',
  'registered',
  'finished',
  'id',
  'append',
  'private'
] as const;
export type Field = (typeof FIELDS)[number];
export type Column = Field | '';

/** More than one column may be one of these. */
export const REPEATED: readonly Column[] = ['append', 'private', ''];

/** The fields that an import may change of an item that stands already (rule I8). */
export const AMENDABLE = [
  'title',
  'detail',
  'category',
  'tier',
  'owner',
  'due',
  'venue',
  'raisedBy',
  'supporters',
  'answer'
] as const;
export type Amendable = (typeof AMENDABLE)[number];

/**
 * How heads are written in the ledgers of communities, tried in this order on a head without blanks, brackets and marks.
 * What is private comes first: 反映人电话 is a telephone, not a person.
 */
export const SYNONYMS: readonly [Field, RegExp][] = [
  ['private', /电话|手机|联系方式|联系号码|微信|身份证|证件|银行卡|家庭住址|^住址$|phone|mobile|contactnumber/],
  ['id', /^系统编号|^systemid$/],
  ['source', /^原(?:台账)?编号$|^原序号$/],
  ['due', /时限|期限|截止|限时|(?:要求|计划|拟|预计|承诺)(?:完成|办结|解决)|^deadline$|^dueon$|^duedate$/],
  ['finished', /办结(?:时间|日期)|完成(?:时间|日期)$|解决(?:时间|日期)|销号(?:时间|日期)|结案(?:时间|日期)/],
  [
    'registered',
    /登记(?:时间|日期)|受理(?:时间|日期)|反映(?:时间|日期)|收集(?:时间|日期)|接件(?:时间|日期)|来电(?:时间|日期)|提出(?:时间|日期)|诉求(?:时间|日期)|^(?:日期|时间|年月日)$|^date$|^registered(?:on)?$/
  ],
  ['raisedBy', /反映人|诉求人|提出人|来访人|来电人|反映群众|反映居民|居民姓名|^姓名$|^raisedby$/],
  [
    'owner',
    /责任(?:人|单位|部门|主体|科室)|承办(?:人|单位|部门)?$|牵头(?:人|单位|部门)|办理(?:人|单位|部门)$|主办|经办人|处理人|负责人|包保人|^owner$/
  ],
  [
    'answer',
    /答复|回复|办理结果|处理结果|办结情况|处置结果|落实情况|整改情况|解决情况|反馈情况|^结果$|^answer$|^result$/
  ],
  [
    'state',
    /^(?:当前|目前|办理|处理|事项|工单|办结|完成)?状态$|^(?:办理|处理|完成)(?:情况|进度|进展)$|^进度$|^进展$|是否(?:办结|完成|解决|销号)|^state$|^status$/
  ],
  ['tier', /办理方式|办理层级|^难易|^tier$|^handling$/],
  ['channel', /渠道|(?:诉求|问题|事项|信息)?来源$|来访方式|反映方式|^channel$|^cameby$/],
  ['category', /类别|类型|分类|^类$|^category$|^type$/],
  ['supporters', /支持人数|附议人数|涉及人数|^supporters$/],
  ['venue', /地点|位置|地址|小区|楼栋|楼号|点位|院落|网格$|场所|^place$|^venue$|^location$/],
  ['number', /^(?:事项|问题|工单|台账|诉求|案件|项目)?(?:编号|编码|单号|号码)$|^(?:number|no|itemnumber)$/],
  [
    'title',
    /^(?:事项|问题|诉求|需求|民意|工单|议题|议定事项)$|(?:事项|问题|诉求|需求|任务|议题)(?:名称|标题|内容|描述|概述|摘要|清单)?$|^(?:标题|内容|主题|题目|反映内容|主要内容|摘要)$|^item$|^title$/
  ],
  ['detail', /经过|详情|详细|具体(?:内容|情况)|情况说明|基本情况|问题描述|事由|^detail$|^description$/],
  ['append', /备注|说明|^note$|^notes$|^remarks?$/]
];

/** A head as it is compared: half width, lower case, without blanks, brackets with what they hold, and marks. */
export function plainHead(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^)]*\)|【[^】]*】|\[[^\]]*\]/g, '')
    .replace(/[\s:：*＊#★.,，、/／\\_-]/g, '');
}
