/** What a text may give away of a person. */
export type PersonalKind = 'mobile' | 'landline' | 'identity' | 'bank-card' | 'account' | 'door' | 'address' | 'name';

export interface Finding {
  kind: PersonalKind;
  /** Where it stands, in UTF-16 units. */
  start: number;
  end: number;
  text: string;
  /** What could stand there instead. */
  masked: string;
}

const DIGIT_GAP = '[ \\-–—]?';
const spaced = (n: number) => `(?:${DIGIT_GAP}\\d){${n}}`;
const MOBILE = new RegExp(`(?<!\\d)(?:\\+?86${DIGIT_GAP})?1${DIGIT_GAP}[3-9]${spaced(9)}(?!\\d)`, 'g');
const LANDLINE = /(?<!\d)(?:0\d{2,3}[ \-–—]?)?[2-8]\d{6,7}(?:[-转]\d{1,6})?(?!\d)/g;
const IDENTITY = new RegExp(`(?<!\\d)[1-9]${spaced(16)}${DIGIT_GAP}[\\dXx](?![\\dXx])`, 'g');
const DATED = /^\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx]$/;
const IDENTITY_15 = /(?<!\d)[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}(?!\d)/g;
const CARD = new RegExp(`(?<!\\d)[3-6]${spaced(15)}(?:${spaced(1)}){0,3}(?!\\d)`, 'g');
const ACCOUNT = /(?:微信号?|QQ号?|wechat)[\s:：是为]*([A-Za-z0-9_-]{5,20})/gi;
/** A building: “3号楼”, “三号楼”, “3栋”. */
const NUMERAL = '[一二三四五六七八九十百零〇两]';
const BUILDING = `(?:(?<!\\d)\\d{1,4}|(?<!${NUMERAL})${NUMERAL}{1,4})\\s*(?:号楼|栋|幢|座)`;
const UNIT = `(?:\\d{1,2}|${NUMERAL}{1,3})\\s*单元`;
const ROOM = `(?:\\d{1,4}|${NUMERAL}{2,5})`;
/** Behind a bare number: it counts something, or is a date. */
const COUNTED = '(?![\\d年月日元块人户家米平方度次盏辆个位棵张条把间栋多余几点%％.．])';
/** Down to the door: a building alone says nothing of a person. */
const DOORS = [
  `${BUILDING}\\s*(?:${UNIT}\\s*)?${ROOM}\\s*(?:室|号房?(?!楼)|户)`,
  `(?:${BUILDING}\\s*)?${UNIT}\\s*(?:\\d{2,4}${COUNTED}|${NUMERAL}{2,5}(?:室|号|户)?)`,
  `${BUILDING}\\s*\\d{1,2}\\s*门\\s*\\d{2,4}(?!\\d)`,
  `${BUILDING}\\s*\\d{3,4}${COUNTED}`,
  '(?<![\\d-])\\d{1,3}[-–—]\\d{1,2}[-–—]\\d{3,4}(?![\\d-])'
];
const DOOR = new RegExp(DOORS.join('|'), 'g');
const STREET = /[\u4e00-\u9fff]{2,8}(?:路|街|巷|弄|胡同)\d{1,4}号(?:院|楼)?\d*[-\d室单元号]*/g;
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常葛岳蒲闻米车苗';
const TITLED = new RegExp(`[${SURNAMES}][\\u4e00-\\u9fff]{1,2}(?=(?:女士|先生|同志|同学))`, 'g');
/** Words that stand in no given name: with them it is a sentence. */
const GIVEN = '(?![的了们人大家里上下不是在有个说路楼门灯车水电天时候点这那就都也和跟到某])[\\u4e00-\\u9fff]';
const NO_TITLE = '(?!先生|女士|同志|同学|大爷|大妈|大娘|奶奶|爷爷|阿姨|叔叔|师傅|老师|主任|经理|书记)';
/** A name in the place where one is said: “我叫王建国”, “业主：王建国”, “王建国家的管子”, “王建国说”. */
const SAID_NAME = [
  `(?<=(?:我叫|名叫|姓名|叫做|叫作|联系人|业主|户主|房主|租户|住户|当事人|签名|签字)[：:是为叫]?\\s?)[${SURNAMES}]${NO_TITLE}${GIVEN}{1,2}`,
  `[${SURNAMES}]${NO_TITLE}${GIVEN}{2}(?=家(?:的|里|漏|住|也|没|有)|说|反映|表示|同意|不同意|提出|的(?:电话|手机|身份证|微信))`
];
const NAMED = new RegExp(SAID_NAME.join('|'), 'g');

/** ISO/IEC 7812: Luhn. */
function cardChecks(number: string): boolean {
  const digits = [...number].reverse().map(Number);
  const sum = digits.reduce(
    (all, digit, at) => all + (at % 2 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit),
    0
  );
  return digits.length >= 16 && digits.length <= 19 && sum % 10 === 0;
}

const starred = (text: string, kept: number) => {
  let seen = 0;
  return [...text].map((letter) => (/[\dXxA-Za-z]/.test(letter) && seen++ >= kept ? '*' : letter)).join('');
};

/**
 * Finds what could give a person away, in reading order and without overlap. A person decides what becomes of each: a street and
 * a number may be the community's own door.
 * @param names people who are known to stand behind the text (who spoke, who signed in); an agreed name is left out by the caller
 * @param wanted what to look at; everything unless said
 */
export function findPersonal(
  text: string,
  names: readonly string[] = [],
  wanted: (finding: Finding) => boolean = () => true
): Finding[] {
  // Full-width digits are digits; the length stays, so that the places hold.
  const plain = text.replace(/[０-９Ｘｘ]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
  const found: Finding[] = [];
  const add = (kind: PersonalKind, start: number, length: number, masked: string) =>
    found.push({ kind, start, end: start + length, text: text.slice(start, start + length), masked });
  const bare = (match: string) => match.replace(/\D/g, '');
  // Also where the check does not hold: a slip of the finger gives the person away all the same.
  for (const { 0: match, index } of plain.matchAll(IDENTITY))
    if (DATED.test(match.replace(/[^\dXx]/g, ''))) add('identity', index, match.length, starred(match, 2));
  for (const { 0: match, index } of plain.matchAll(IDENTITY_15))
    add('identity', index, match.length, starred(match, 2));
  for (const { 0: match, index } of plain.matchAll(CARD))
    if (cardChecks(bare(match))) add('bank-card', index, match.length, starred(match, 0));
  for (const { 0: match, index } of plain.matchAll(MOBILE)) add('mobile', index, match.length, starred(match, 1));
  for (const { 0: match, index } of plain.matchAll(LANDLINE)) add('landline', index, match.length, starred(match, 0));
  for (const { 0: match, 1: account, index } of plain.matchAll(ACCOUNT))
    add('account', index + match.length - account!.length, account!.length, starred(account!, 1));
  for (const { 0: match, index } of plain.matchAll(DOOR)) add('door', index, match.length, maskedDoor(match));
  for (const { 0: match, index } of plain.matchAll(STREET))
    add('address', index, match.length, match.replace(/\d+号.*$/, '某处'));
  for (const name of new Set(names.map((name) => name.trim())))
    if ([...name].length >= 2)
      for (let at = plain.indexOf(name); at >= 0; at = plain.indexOf(name, at + name.length))
        add('name', at, name.length, maskedName(name));
  for (const pattern of [TITLED, NAMED])
    for (const { 0: match, index } of plain.matchAll(pattern)) add('name', index, match.length, maskedName(match));
  return withoutOverlap(found.filter(wanted));
}

/** The building stays, the door goes. */
function maskedDoor(door: string): string {
  const building = new RegExp(`^${BUILDING}`).exec(door)?.[0];
  if (building) return `${building}某户`;
  const block = /^(\d{1,3})[-–—]/.exec(door)?.[1];
  return block ? `${block}号楼某户` : '某户';
}

function maskedName(name: string): string {
  return `${[...name][0]}某`;
}

/** The wider of two that overlap stays; of equals the first found, which is the surer kind. */
function withoutOverlap(found: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  const widest = [...found.entries()].sort(([m, a], [n, b]) => b.end - b.start - (a.end - a.start) || m - n);
  for (const [, one] of widest)
    if (kept.every((other) => one.end <= other.start || one.start >= other.end)) kept.push(one);
  return kept.sort((a, b) => a.start - b.start);
}

/** The text with these findings masked. */
export function maskFindings(text: string, findings: readonly Finding[]): string {
  return [...findings]
    .sort((a, b) => b.start - a.start)
    .reduce((masked, one) => masked.slice(0, one.start) + one.masked + masked.slice(one.end), text);
}
