import { dictionary } from './dictionary';

/** The desk's frame: its places, and that a newer version of it waits. */
export const shell = dictionary({
  'zh-CN': {
    navigation: '主导航',
    meetings: '议事会',
    ledger: '台账',
    search: '搜索',
    figures: '成效',
    settings: '设置',
    newerTitle: '小板凳有新版本了',
    newerText: '平板上正在记的会不受影响。关掉平板上的会再换。',
    newerTake: '现在换上'
  },
  en: {
    navigation: 'Main',
    meetings: 'Meetings',
    ledger: 'Ledger',
    search: 'Search',
    figures: 'Figures',
    settings: 'Settings',
    newerTitle: 'There is a newer version',
    newerText: 'Close the meeting’s page on this device first.',
    newerTake: 'Change to it now'
  }
});
