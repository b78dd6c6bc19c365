import type { NoticeKind } from '../domain/notices/kind';
import { dictionary } from './dictionary';

/** What fills a notice's sentence, already said in its reader's words; empty where it is not known. */
export interface SaidNotice {
  /** Such as 台账 2026-0042“楼道灯不亮”. */
  item: string;
  due: string;
  days: number;
  who: string;
  reason: string;
  title: string;
}

/** The sentence of each kind of notice: every kind has one, and one that lacks in both languages does not compile either. */
export const noticeLines = dictionary({
  'zh-CN': {
    dispatched: (v: SaidNotice) => `${v.item}派过来了，请接单${v.due ? `，${v.due}前办好` : ''}`,
    'joint-asked': (v: SaidNotice) => `${v.item}请一起办${v.due ? `，${v.due}前办好` : ''}`,
    chased: (v: SaidNotice) =>
      `催办：${v.item}${v.days > 0 ? `已超期 ${v.days} 天` : '还没办好'}${v.who ? `，${v.who}在等回音` : ''}`,
    escalated: (v: SaidNotice) => `督办：${v.item}${v.days > 0 ? `已超期 ${v.days} 天` : '请尽快办'}`,
    returned: (v: SaidNotice) => `${v.who || '承办单位'}把${v.item}退回来了${v.reason ? `：${v.reason}` : ''}`,
    reopened: (v: SaidNotice) => `${v.item}还没办好，要重新办${v.reason ? `：${v.reason}` : ''}`,
    'extension-asked': (v: SaidNotice) =>
      `${v.who || '承办单位'}想把${v.item}延期${v.due ? `到${v.due}` : ''}，请定${v.reason ? `：${v.reason}` : ''}`,
    extended: (v: SaidNotice) => `${v.item}延期${v.due ? `到${v.due}` : '了'}${v.reason ? `：${v.reason}` : ''}`,
    'extension-refused': (v: SaidNotice) =>
      `${v.item}没有同意延期${v.due ? `，还是${v.due}前办好` : ''}${v.reason ? `：${v.reason}` : ''}`,
    held: (v: SaidNotice) => `${v.item}先挂账${v.due ? `，${v.due}再看` : ''}${v.reason ? `：${v.reason}` : ''}`,
    resumed: (v: SaidNotice) => `${v.item}接着办${v.due ? `，${v.due}前办好` : ''}`,
    finished: (v: SaidNotice) => `${v.who || '承办单位'}说${v.item}办好了，请去核实`,
    verified: (v: SaidNotice) => `${v.item}核实过了，办好了`,
    declined: (v: SaidNotice) => `${v.item}不予受理${v.reason ? `：${v.reason}` : ''}`,
    'due-soon': (v: SaidNotice) => `${v.item}快到期了${v.due ? `，${v.due}前办好` : ''}`,
    overdue: (v: SaidNotice) => `${v.item}已超期${v.days > 0 ? ` ${v.days} 天` : ''}`,
    'answer-came': (v: SaidNotice) => `${v.who || '承办单位'}回话了：${v.item}${v.reason ? `，${v.reason}` : ''}`,
    'channel-failed': (v: SaidNotice) => `有通知发不出去${v.title ? `：“${v.title}”` : ''}，请去看看这个通道`,
    confirm: (_v: SaidNotice) => '请确认这是您的邮箱',
    test: (_v: SaidNotice) => '这是一条测试通知，看到就说明通了'
  } satisfies Record<NoticeKind, (v: SaidNotice) => string>,
  en: {
    dispatched: (v) => `Yours to do: ${v.item}${v.due ? `, by ${v.due}` : ''}. Please accept it`,
    'joint-asked': (v) => `You are asked to take part: ${v.item}${v.due ? `, by ${v.due}` : ''}`,
    chased: (v) =>
      `Reminder: ${v.item} is ${v.days > 0 ? `${v.days} ${v.days === 1 ? 'day' : 'days'} overdue` : 'not done yet'}${v.who ? `; ${v.who} waits for word` : ''}`,
    escalated: (v) =>
      `Escalated: ${v.item}${v.days > 0 ? ` is ${v.days} ${v.days === 1 ? 'day' : 'days'} overdue` : ', please see to it soon'}`,
    returned: (v) => `${v.who || 'Its owner'} returned ${v.item}${v.reason ? `: ${v.reason}` : ''}`,
    reopened: (v) => `Not done yet, to be done again: ${v.item}${v.reason ? `: ${v.reason}` : ''}`,
    'extension-asked': (v) =>
      `${v.who || 'Its owner'} asks for more time for ${v.item}${v.due ? `, until ${v.due}` : ''}. Please decide${v.reason ? `: ${v.reason}` : ''}`,
    extended: (v) => `More time for ${v.item}${v.due ? `, until ${v.due}` : ''}${v.reason ? `: ${v.reason}` : ''}`,
    'extension-refused': (v) =>
      `No more time for ${v.item}${v.due ? `; it stays at ${v.due}` : ''}${v.reason ? `: ${v.reason}` : ''}`,
    held: (v) => `On hold: ${v.item}${v.due ? `, looked at again on ${v.due}` : ''}${v.reason ? `: ${v.reason}` : ''}`,
    resumed: (v) => `Taken up again: ${v.item}${v.due ? `, by ${v.due}` : ''}`,
    finished: (v) => `${v.who || 'Its owner'} says that ${v.item} is done. Please go and look`,
    verified: (v) => `Looked at and done: ${v.item}`,
    declined: (v) => `Declined: ${v.item}${v.reason ? `: ${v.reason}` : ''}`,
    'due-soon': (v) => `Due soon: ${v.item}${v.due ? `, by ${v.due}` : ''}`,
    overdue: (v) => `Overdue${v.days > 0 ? ` by ${v.days} ${v.days === 1 ? 'day' : 'days'}` : ''}: ${v.item}`,
    'answer-came': (v) => `${v.who || 'Its owner'} answered: ${v.item}${v.reason ? `, ${v.reason}` : ''}`,
    'channel-failed': (v) =>
      `Notices do not go out${v.title ? ` through “${v.title}”` : ''} any more; please look at this way out`,
    confirm: () => 'Please say that this address is yours',
    test: () => 'This is a test. If you can read it, it works'
  }
});
