import { dictionary } from './dictionary';

/** Reading back and closing; apart from the stool's own words, which the first script carries. */
export const readback = dictionary({
  'zh-CN': {
    ownerNone: '还没定责任人',
    dueNone: '还没定时限',
    toWriting: '回去接着记',
    readbackTitle: '念一遍，大家听听对不对',
    readbackProgress: (n: number, all: number) => `第 ${n} 件，共 ${all} 件`,
    readbackEmpty: '没有要念的问题',
    readbackEmptyText: '问题清单还是空的。可以直接结束，日记都会留着。',
    readbackOwner: '责任人',
    readbackDue: '什么时候办完',
    readbackAnswer: '答复是',
    readbackRaised: (who: string, supporters: number) =>
      who ? (supporters ? `${who}提的，${supporters}人附议` : `${who}提的`) : supporters ? `${supporters}人附议` : '',
    readbackOpen: '怎么办还没定',
    readbackLedger: '这件事进台账，办到哪一步大家都看得见。',
    readbackWithheld: '这是调解的事，不公开：别念出来，问问两家对不对就行。',
    readbackLacks: (what: string) => `还差${what}，现在就定下来吧`,
    confirm: '大家确认',
    confirmedOk: '大家已确认',
    unconfirm: '收回确认',
    change: '改一改',
    drop: '不办了',
    previous: '上一件',
    next: '下一件',
    toSummary: '看看合计',
    summaryTitle: '念完了，合计一下',
    summaryLedger: (n: number) => `${n} 件进台账`,
    summaryAnswered: (n: number) => `${n} 件当场答复`,
    summaryDropped: (n: number) => `${n} 件不办了`,
    summaryUnconfirmed: (n: number) => `${n} 件还没当众确认，先留在记录里，不进台账`,
    summaryLacking: '这几件还差点东西，可以现在补，也可以散会后由工作人员补：',
    summaryGo: (n: number) => `去看问题${n}`,
    close: '结束议事会',
    closeWaitsNetwork: '现在没有网。结束要等网络恢复，这台平板会自己再试，不用守着。',
    closeWaitsUpload: (n: number) => `还有 ${n} 条没传完，传完马上结束。`,
    closeCancel: '先不结束了',
    closeFailed: '没能结束，内容都在。',
    closeAgain: '再试一次',
    closedBack: '接着补记'
  },
  en: {
    ownerNone: 'No owner yet',
    dueNone: 'No deadline yet',
    toWriting: 'Back to writing',
    readbackTitle: 'Read it back: is it right?',
    readbackProgress: (n, all) => `${n} of ${all}`,
    readbackEmpty: 'Nothing to read back',
    readbackEmptyText: 'There are no issues. You can close right away; the diary is kept.',
    readbackOwner: 'Owner',
    readbackDue: 'Done by',
    readbackAnswer: 'The answer',
    readbackRaised: (who, supporters) =>
      who
        ? supporters
          ? `Raised by ${who}, ${supporters} in support`
          : `Raised by ${who}`
        : supporters
          ? `${supporters} in support`
          : '',
    readbackOpen: 'Not decided yet what becomes of it',
    readbackLedger: 'It goes into the ledger, where everybody can see how far it is.',
    readbackWithheld: 'From a mediation and not public: do not read it aloud, just ask both sides.',
    readbackLacks: (what) => `Still lacks ${what}: settle it now`,
    confirm: 'All agree',
    confirmedOk: 'Confirmed by all',
    unconfirm: 'Take back',
    change: 'Change it',
    drop: 'Drop it',
    previous: 'Previous',
    next: 'Next',
    toSummary: 'To the summary',
    summaryTitle: 'All read: the summary',
    summaryLedger: (n) => `${n} into the ledger`,
    summaryAnswered: (n) => `${n} answered on the spot`,
    summaryDropped: (n) => `${n} dropped`,
    summaryUnconfirmed: (n) => `${n} not confirmed aloud: kept in the record, not in the ledger`,
    summaryLacking: 'These still lack something; fill it in now, or leave it to the staff:',
    summaryGo: (n) => `Go to issue ${n}`,
    close: 'Close the meeting',
    closeWaitsNetwork: 'There is no network. Closing waits for it; this tablet tries again by itself.',
    closeWaitsUpload: (n) => `${n} still on their way; it closes when they have arrived.`,
    closeCancel: 'Do not close yet',
    closeFailed: 'It could not be closed; nothing is lost.',
    closeAgain: 'Try again',
    closedBack: 'Add what was forgotten'
  }
});
