import { dictionary } from './dictionary';

/** Who has looked at names, homes and signatures. */
export const privateReads = dictionary({
  'zh-CN': {
    title: '谁看过姓名和签字',
    lead: '每次打开都会记下来，保存三年。',
    none: '还没有人看过。',
    'how/sheet': '打开签到表',
    'how/tablet': '在平板上打开签到',
    gone: '已经停用的账号',
    line: (who: string, how: string, times: number) => (times > 1 ? `${who}${how}，${times} 次` : `${who}${how}`)
  },
  en: {
    title: 'Who has read names and signatures',
    lead: 'Each reading is noted, and kept for three years.',
    none: 'Nobody yet.',
    'how/sheet': 'opened the attendance sheet',
    'how/tablet': 'opened the sign-in on a tablet',
    gone: 'An account that is gone',
    line: (who, how, times) => (times > 1 ? `${who} ${how}, ${times} times` : `${who} ${how}`)
  }
});
