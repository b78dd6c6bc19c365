/** What a text may give away of a person. */
export type PersonalKind = 'mobile' | 'landline' | 'identity' | 'bank-card' | 'account' | 'address' | 'name';

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
const IDENTITY = /(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![\dXx])/g;
const IDENTITY_15 = /(?<!\d)[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}(?!\d)/g;
const CARD = new RegExp(`(?<!\\d)[3-6]${spaced(15)}(?:${spaced(1)}){0,3}(?!\\d)`, 'g');
const ACCOUNT = /(?:微信号?|QQ号?|wechat)[\s:：是为]*([A-Za-z0-9_-]{5,20})/gi;
/** Down to the door: a building alone says nothing of a person. */
const ADDRESS =
  /(?<!\d)\d{1,4}\s*(?:号楼|栋|幢|座|#楼?)\s*(?:\d{1,2}\s*(?:单元|门)\s*)?\d{1,4}\s*(?:室|号房?|户)|(?<!\d)\d{1,4}\s*(?:号楼|栋|幢|座)\s*\d{1,2}\s*(?:单元|门)\s*\d{2,4}(?!\d)|(?<![\d-])\d{1,3}[-–—]\d{1,2}[-–—]\d{3,4}(?![\d-])|[\u4e00-\u9fff]{2,8}(?:路|街|巷|弄|胡同)\d{1,4}号(?:院|楼)?\d*[-\d室单元号]*/g;
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常葛岳蒲闻米车苗';
const TITLED = new RegExp(`[${SURNAMES}][\\u4e00-\\u9fff]{1,2}(?=(?:女士|先生|同志|同学))`, 'g');

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
 * @param names people who are known to stand behind the text (attendance, accounts); an agreed name is left out by the caller
 */
export function findPersonal(text: string, names: readonly string[] = []): Finding[] {
  // Full-width digits are digits; the length stays, so that the places hold.
  const plain = text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
  const found: Finding[] = [];
  const add = (kind: PersonalKind, start: number, length: number, masked: string) =>
    found.push({ kind, start, end: start + length, text: text.slice(start, start + length), masked });
  const bare = (match: string) => match.replace(/\D/g, '');
  // Also where the check does not hold: a slip of the finger gives the person away all the same.
  for (const { 0: match, index } of plain.matchAll(IDENTITY)) add('identity', index, match.length, starred(match, 2));
  for (const { 0: match, index } of plain.matchAll(IDENTITY_15))
    add('identity', index, match.length, starred(match, 2));
  for (const { 0: match, index } of plain.matchAll(CARD))
    if (cardChecks(bare(match))) add('bank-card', index, match.length, starred(match, 0));
  for (const { 0: match, index } of plain.matchAll(MOBILE)) add('mobile', index, match.length, starred(match, 1));
  for (const { 0: match, index } of plain.matchAll(LANDLINE)) add('landline', index, match.length, starred(match, 0));
  for (const { 0: match, 1: account, index } of plain.matchAll(ACCOUNT))
    add('account', index + match.length - account!.length, account!.length, starred(account!, 1));
  for (const { 0: match, index } of plain.matchAll(ADDRESS)) add('address', index, match.length, maskedAddress(match));
  for (const name of new Set(names.map((one) => one.trim())))
    if ([...name].length >= 2)
      for (let at = plain.indexOf(name); at >= 0; at = plain.indexOf(name, at + name.length))
        add('name', at, name.length, maskedName(name));
  for (const { 0: match, index } of plain.matchAll(TITLED)) add('name', index, match.length, maskedName(match));
  return withoutOverlap(found);
}

/** The building stays, the door goes. */
function maskedAddress(address: string): string {
  const building = /^\d{1,4}\s*(?:号楼|栋|幢|座)/.exec(address)?.[0];
  if (building) return `${building}某户`;
  const block = /^(\d{1,3})[-–—]/.exec(address)?.[1];
  return block ? `${block}号楼某户` : address.replace(/\d+号.*$/, '某处');
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
