import { dictionary } from './dictionary';

/** The shared screen, set from a tablet. */
export const screen = dictionary({
  'zh-CN': {
    shows: '大屏放什么',
    'what/follow': '跟着民情日记',
    'what/follow-me': '跟着我正在记的',
    'what/reports': '上次答应的事',
    'what/agenda': '议程和时间',
    'what/queue': '谁在说、谁接着说',
    'what/people': '到场的人',
    'what/qr': '二维码',
    issues: '单放一个问题',
    polls: '放一次表决',
    photos: '放一张照片',
    photoAt: (time: string) => `${time} 拍的照片`,
    freeze: '定住不动',
    frozen: '大屏定住了，这边写什么它都不变。',
    unfreeze: '放开',
    size: '大屏的字',
    'size/1': '标准',
    'size/1.15': '大',
    'size/1.3': '特大',
    outdoors: '太阳底下看（高对比）',
    address: '大屏的网址',
    addressHint: '电视或投影仪的浏览器里打开这个网址，断电重开会自己回来。'
  },
  en: {
    shows: 'What the screen shows',
    'what/follow': 'The diary as it goes',
    'what/follow-me': 'What I am writing',
    'what/reports': 'What was promised last time',
    'what/agenda': 'Agenda and time',
    'what/queue': 'Who speaks, who is next',
    'what/people': 'Who is here',
    'what/qr': 'The code to scan',
    issues: 'One issue',
    polls: 'A vote',
    photos: 'A picture',
    photoAt: (time) => `Picture of ${time}`,
    freeze: 'Hold still',
    frozen: 'The screen stands still, whatever is written here.',
    unfreeze: 'Let go',
    size: 'Type on the screen',
    'size/1': 'Normal',
    'size/1.15': 'Large',
    'size/1.3': 'Very large',
    outdoors: 'In the sun (high contrast)',
    address: 'Address of the screen',
    addressHint: 'Open it in the browser of a television or projector; after a power cut it comes back by itself.'
  }
});
