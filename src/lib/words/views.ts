import { dictionary } from './dictionary';

/** The lists of the ledger that somebody opens every morning: their names, and what to say where one is empty. */
export const views = dictionary({
  'zh-CN': {
    title: '常看的',
    'view/mine': '我答应的',
    'view/late': '超期的',
    'view/week': '这周到期',
    'view/nobody': '还没派出去',
    'view/waiting': '等答复',
    'view/review': '挂账该看了',
    'empty/mine': '您手上没有没办完的事。',
    'empty/late': '没有超期的。',
    'empty/week': '今天到周日没有到期的。',
    'empty/nobody': '都派出去了。',
    'empty/waiting': '没有等办公室答复的：没人要延期、没有退回的联办、办结的都核实了。',
    'empty/review': '没有到了复看日子的挂账。',
    counted: (name: string, count: number) => `${name}，${count} 件`
  },
  en: {
    title: 'Saved views',
    'view/mine': 'My promises',
    'view/late': 'Late',
    'view/week': 'Due this week',
    'view/nobody': 'Nobody’s',
    'view/waiting': 'Waiting for an answer',
    'view/review': 'Holds to look at',
    'empty/mine': 'Nothing is left of what you promised.',
    'empty/late': 'Nothing is late.',
    'empty/week': 'Nothing falls due from today to Sunday.',
    'empty/nobody': 'Everything has been dispatched.',
    'empty/waiting':
      'Nothing waits for the office: nobody asks for time, no part was given back, all that is done is checked.',
    'empty/review': 'No hold has come to its day.',
    counted: (name, count) => `${name}, ${count}`
  }
});
