/** One message as it is said anywhere: a title, lines, where to go on. */
export interface Message {
  title: string;
  lines: { text: string; href: string | null }[];
  /** Said where not all lines fit: `n` is how many are left out. */
  more: (n: number) => string;
  /** The word for a link. */
  open: string;
  /** Where all of it can be read; null: nowhere. */
  all: string | null;
}

/** In bytes of UTF-8. WeCom: markdown up to 4,096. DingTalk: 20,000. Feishu: the whole request up to 20 KB. */
export const ROBOT_ROOM = { wecom: 4_096, dingtalk: 16_000, feishu: 14_000 } as const;
export const MOST_LINES = 20;

const bytes = new TextEncoder();
const sizeOf = (text: string) => bytes.encode(text).length;

const WIDE: Record<string, string> = {
  '<': '＜',
  '>': '＞',
  '[': '［',
  ']': '］',
  '(': '（',
  ')': '）',
  '*': '＊',
  _: '＿',
  '`': '＇',
  '~': '～',
  '#': '＃',
  '|': '｜',
  '\\': '＼',
  '!': '！',
  '@': '＠'
};

/**
 * Words that people wrote, for a group's robot: nothing in them is markup, a link or a call to everybody (`<@all>`). What could
 * be becomes its full-width brother, as Chinese is written anyway; line ends become blanks.
 */
export function asPlainWords(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[<>[\]()*_`~#|\\!@]/g, (found) => WIDE[found]!)
    .trim();
}

/** Markdown that both WeCom and DingTalk read, within `room` bytes; whole lines only. */
export function markdownOf(message: Message, room: number, keyword = ''): string {
  const head = `**${asPlainWords(message.title)}**`;
  const line = ({ text, href }: Message['lines'][number]) =>
    `> ${asPlainWords(text)}${href ? ` [${message.open}](${href})` : ''}`;
  const build = (shown: number) => {
    const left = message.lines.length - shown;
    return [
      head,
      ...message.lines.slice(0, shown).map(line),
      ...(left ? [`> ${message.more(left)}`] : []),
      ...(left && message.all ? [`[${message.open}](${message.all})`] : []),
      ...(keyword ? [asPlainWords(keyword)] : [])
    ].join('\n\n');
  };
  return fit(message, build, room);
}

/** Rich text for Feishu: its parts are text and never read as markup. */
export function feishuPostOf(message: Message, keyword = ''): { title: string; content: object[][] } {
  const build = (shown: number) => {
    const left = message.lines.length - shown;
    return {
      title: asPlainWords(message.title),
      content: [
        ...message.lines
          .slice(0, shown)
          .map(({ text, href }) => [
            { tag: 'text', text: `${asPlainWords(text)} ` },
            ...(href ? [{ tag: 'a', text: message.open, href }] : [])
          ]),
        ...(left
          ? [
              [
                { tag: 'text', text: `${message.more(left)} ` },
                ...(message.all ? [{ tag: 'a', text: message.open, href: message.all }] : [])
              ]
            ]
          : []),
        ...(keyword ? [[{ tag: 'text', text: asPlainWords(keyword) }]] : [])
      ]
    };
  };
  return JSON.parse(fit(message, (shown) => JSON.stringify(build(shown)), ROBOT_ROOM.feishu)) as {
    title: string;
    content: object[][];
  };
}

/** The form with as many whole lines as there is room for. */
function fit(message: Message, build: (shown: number) => string, room: number): string {
  let shown = Math.min(message.lines.length, MOST_LINES);
  let text = build(shown);
  while (shown > 0 && sizeOf(text) > room) text = build(--shown);
  return text;
}

/** The body of a request to a robot, before it is signed. */
export function robotBody(robot: 'wecom' | 'dingtalk' | 'feishu', message: Message, keyword = ''): object {
  switch (robot) {
    case 'wecom':
      return { msgtype: 'markdown', markdown: { content: markdownOf(message, ROBOT_ROOM.wecom, keyword) } };
    case 'dingtalk':
      return {
        msgtype: 'markdown',
        markdown: {
          title: asPlainWords(message.title).slice(0, 60),
          text: markdownOf(message, ROBOT_ROOM.dingtalk, keyword)
        }
      };
    case 'feishu':
      return { msg_type: 'post', content: { post: { zh_cn: feishuPostOf(message, keyword) } } };
  }
}
