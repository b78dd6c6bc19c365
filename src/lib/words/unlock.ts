import { dictionary } from './dictionary';

/** The page that asks for the PIN where there is no network. */
export const unlock = dictionary({
  'zh-CN': {
    title: '先输 PIN',
    hello: (name: string) => `${name}，您好`,
    lead: '没有网络，先输 PIN。',
    pin: 'PIN',
    open: '打开',
    erase: '退一格',
    checking: '正在核对…',
    wrong: '不对，再试一次。',
    wait: (seconds: number) => `错了几次了。等 ${seconds} 秒再试；您写下的都在这台平板上。`,
    forgotten: '忘了 PIN？连上网，用密码登录就行。',
    failed: '没能打开，请再输一次。'
  },
  en: {
    title: 'PIN first',
    hello: (name: string) => `Hello, ${name}`,
    lead: 'There is no network. Give your PIN first.',
    pin: 'PIN',
    open: 'Open',
    erase: 'Back',
    checking: 'Checking…',
    wrong: 'Not right. Try again.',
    wait: (seconds: number) => `Wrong several times. Wait ${seconds} s; all you wrote is on this tablet.`,
    forgotten: 'PIN forgotten? Go online and sign in with your password.',
    failed: 'It did not open. Give the PIN again.'
  }
});
