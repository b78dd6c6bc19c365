import { dictionary } from './dictionary';

/** Organisations that are invited to a meeting: at the desk, and on the page their link opens. */
export const invitations = dictionary({
  'zh-CN': {
    title: '邀请单位',
    lead: '选好单位，把链接发过去。对方不用账号，点开就能回话。',
    link: '邀请单位（发个链接，不用账号）',
    party: '常来的单位',
    other: '不在名单里，写在下面',
    organisation: '单位名称',
    matter: '请来说什么事（可不填）',
    matterExample: '比如：3号楼电梯哪天换配件',
    invite: '邀请',
    invited: (name: string) => `请好了：${name}。把下面的链接发过去。`,
    none: '还没有邀请单位。',
    chat: (values: {
      organisation: string;
      title: string;
      moment: string;
      place: string;
      matter: string;
      address: string;
    }) =>
      `${values.organisation}：${values.moment}在${values.place}开“${values.title}”，请派人来${values.matter ? `，说说${values.matter}` : ''}。点开回个话：${values.address}`,
    copy: '复制这段话',
    copied: '复制好了',
    copyByHand: '请长按选中复制',
    chatOf: (name: string) => `发给${name}的话`,
    withdraw: '不请了',
    withdrawOf: (name: string) => `不请${name}了`,
    withdrawn: '不请了，链接也作废了。',
    'answer/none': '还没回话',
    'answer/opened': '链接点开过，还没回话',
    'answer/yes': '来',
    'answer/no': '来不了',
    answered: (who: string, when: string) => [who, when].filter(Boolean).join('，'),
    recordTitle: '请了哪些单位',

    pageTitle: (organisation: string) => `请${organisation}来`,
    pageMatter: '请来说',
    pageWhen: '时间',
    pageWhere: '地点',
    pageAgenda: '议什么',
    pageNowhere: '地点另行通知',
    question: '来不来',
    yes: '来',
    no: '来不了',
    who: '谁来',
    whoHint: '姓名和职务，比如：苗主管',
    note: '想先说一句（可不填）',
    send: '回话',
    thanks: (yes: boolean) => (yes ? '好，到时候见。有变化可以再改。' : '知道了，谢谢回话。能来了可以再改。'),
    closed: '这场会已经开完了。',
    results: '看议了什么、定了什么',
    calendar: '加到日历'
  },
  en: {
    title: 'Invited organisations',
    lead: 'Choose an organisation and send it the link. It needs no account to answer.',
    link: 'Invite organisations (a link, no account)',
    party: 'Organisations that come often',
    other: 'Not in the list: written below',
    organisation: 'Name of the organisation',
    matter: 'What it is wanted for (optional)',
    matterExample: 'such as: when the lift in house 3 is mended',
    invite: 'Invite',
    invited: (name) => `Invited: ${name}. Send it the link below.`,
    none: 'Nobody has been invited yet.',
    chat: (values) =>
      `${values.organisation}: “${values.title}” meets on ${values.moment} at ${values.place}. Please send somebody${values.matter ? ` to speak about: ${values.matter}` : ''}. Answer here: ${values.address}`,
    copy: 'Copy these words',
    copied: 'Copied',
    copyByHand: 'Please mark and copy them',
    chatOf: (name) => `Words for ${name}`,
    withdraw: 'Take back',
    withdrawOf: (name) => `Take back the invitation of ${name}`,
    withdrawn: 'Taken back; its link opens nothing any more.',
    'answer/none': 'no answer yet',
    'answer/opened': 'link opened, no answer yet',
    'answer/yes': 'comes',
    'answer/no': 'cannot come',
    answered: (who, when) => [who, when].filter(Boolean).join(', '),
    recordTitle: 'Who was invited',
    pageTitle: (organisation) => `An invitation for ${organisation}`,
    pageMatter: 'Wanted for',
    pageWhen: 'When',
    pageWhere: 'Where',
    pageAgenda: 'What about',
    pageNowhere: 'the place will be said',
    question: 'Will you come?',
    yes: 'We come',
    no: 'We cannot come',
    who: 'Who comes',
    whoHint: 'name and post',
    note: 'Something to say before (optional)',
    send: 'Answer',
    thanks: (yes) =>
      yes ? 'Good, see you then. You can still change it.' : 'Thank you for answering. You can still change it.',
    closed: 'This meeting is over.',
    results: 'Read what was said and decided',
    calendar: 'Add to the calendar'
  }
});
