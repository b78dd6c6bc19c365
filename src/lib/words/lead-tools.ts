import { dictionary } from './dictionary';

/** The drawers of the panel a meeting is led from; two characters each, for a thumb. */
export const leadTools = dictionary({
  'zh-CN': {
    'tool/speakers': '发言',
    'tool/agenda': '议程',
    'tool/deciding': '表决',
    'tool/report': '交账',
    'tool/people': '到场',
    'tool/phones': '手机',
    'tool/screen': '大屏',
    'tool/dispute': '调解',
    'tool/folding': '收摊',
    waiting: (n: number) => `${n} 件等着`
  },
  en: {
    'tool/speakers': 'Speak',
    'tool/agenda': 'Agenda',
    'tool/deciding': 'Decide',
    'tool/report': 'Report',
    'tool/people': 'People',
    'tool/phones': 'Phones',
    'tool/screen': 'Screen',
    'tool/dispute': 'Mediate',
    'tool/folding': 'Wrap up',
    waiting: (n: number) => `${n} waiting`
  }
});
