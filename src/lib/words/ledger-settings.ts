import { dictionary } from './dictionary';

/** What a community settles about its ledger. */
export const ledgerSettings = dictionary({
  'zh-CN': {
    link: '办理时限和督办',
    linkText: '每类事几个工作日办完、几天内接单、超期多久往上报。',
    lead: '都按工作日算：节假日不算，调休上班的日子算。改了以后，还没办完的事会按新的时限重新算，经过里都会写明。',
    limits: '从提出到办结',
    'limit/simple': '即办的事，几个工作日',
    'limit/standard': '常规的事，几个工作日',
    'limit/complex': '联办的事，几个工作日',
    owner: '责任人',
    acceptWithin: '派单后几个工作日内要接单',
    remindBefore: '到期前几个工作日提醒（0 是当天）',
    up: '往上报',
    office: '超期几个工作日，报社区督办',
    secretary: '超期几个工作日，报书记督办',
    secretaryHint: '要比报社区的天数多。',
    escalateAfter: '退单、返工一共几次，自动往上报',
    unit: (least: number, most: number) => `填 ${least} 到 ${most} 的整数。`,
    save: '保存',
    standard: '回到起步的时限',
    saved: (moved: number) => (moved ? `保存好了，${moved} 条的期限跟着改了。` : '保存好了，没有期限要改。'),
    onlyAdmin: '时限由管理员改，这里可以看。',
    days: (n: number) => `${n} 个工作日`,
    overdueDays: (n: number) => `超期 ${n} 个工作日`,
    times: (n: number) => `${n} 次`
  },
  en: {
    link: 'Limits and escalation',
    linkText: 'Working days by tier, days to accept, and when an overdue item goes up.',
    lead: 'All in working days; holidays do not count, make-up workdays do. When they change, items that still run are counted again, and their history says so.',
    limits: 'From submission to the end',
    'limit/simple': 'At-once matters, working days',
    'limit/standard': 'Standard matters, working days',
    'limit/complex': 'Joint matters, working days',
    owner: 'The owner',
    acceptWithin: 'Accepts within so many working days of the dispatch',
    remindBefore: 'Is reminded so many working days before (0: the same day)',
    up: 'Going up',
    office: 'Overdue by so many working days: to the office',
    secretary: 'Overdue by so many working days: to the secretary',
    secretaryHint: 'More than for the office.',
    escalateAfter: 'After so many returns and reworks it goes up by itself',
    unit: (least, most) => `A whole number from ${least} to ${most}.`,
    save: 'Save',
    standard: 'Back to the standard',
    saved: (moved) =>
      moved ? `Saved; ${moved} ${moved === 1 ? 'deadline' : 'deadlines'} moved.` : 'Saved; no deadline moved.',
    onlyAdmin: 'An administrator changes these; you can read them.',
    days: (n) => `${n} working ${n === 1 ? 'day' : 'days'}`,
    overdueDays: (n) => `overdue by ${n} working ${n === 1 ? 'day' : 'days'}`,
    times: (n) => `${n} ${n === 1 ? 'time' : 'times'}`
  }
});
