import type { Trouble } from '../domain/notices/trouble';
import { dictionary } from './dictionary';

/** Why something did not go out. */
export const noticeTroubles = dictionary({
  'zh-CN': {
    dns: '这个网址的主机名查不到。',
    inside: '这个地址在内部网络里，不能往那里发。',
    host: '这个主机不在允许的名单里。',
    unreachable: '连不上对方。',
    tls: '对方的证书不对。',
    timeout: '对方很久没有回答。',
    redirect: '对方要转到别的地址，没有跟过去。',
    'too-large': '对方的回答太长，没有读完。',
    unreadable: '对方的回答看不懂。',
    http: '对方出错了。',
    slowed: '发得太快，对方要我们等一等。',
    key: '这个地址已经作废，机器人可能被移出群了。',
    signature: '加签密钥不对，或者服务器的时钟不准。',
    keyword: '消息里没有机器人要的关键词。',
    ip: '机器人只收指定 IP 发来的，请把服务器加进去。',
    content: '对方不收这样的内容。',
    vendor: '对方没有收下。',
    'mail-sign-in': '邮件服务器的账号或密码不对。',
    'mail-refused': '邮件服务器不收，邮箱地址可能不对。',
    'mail-later': '邮件服务器现在不收。',
    secret: '密钥文件换过了，这个通道的地址要重新填。',
    shut: '通道停用了，没有发。',
    'broken-off': '发到一半服务器停了。'
  } satisfies Record<Trouble, string>,
  en: {
    dns: 'The host’s name is not known.',
    inside: 'The address lies in an internal network; nothing is sent there.',
    host: 'This host is not on the list of those allowed.',
    unreachable: 'It cannot be reached.',
    tls: 'Its certificate is not right.',
    timeout: 'It did not answer for long.',
    redirect: 'It points to another address, which was not followed.',
    'too-large': 'Its answer is too long and was not read.',
    unreadable: 'Its answer makes no sense.',
    http: 'It had a fault.',
    slowed: 'That was too fast; it asks us to wait.',
    key: 'This address is no longer valid; the robot may have been taken out of its group.',
    signature: 'The signing secret is not right, or the server’s clock is wrong.',
    keyword: 'The keyword that the robot asks for is missing.',
    ip: 'The robot takes messages from certain addresses only; please add this server’s.',
    content: 'It does not take such content.',
    vendor: 'It did not take it.',
    'mail-sign-in': 'The account or password of the mail server is not right.',
    'mail-refused': 'The mail server refuses it; the address may be wrong.',
    'mail-later': 'The mail server does not take it now.',
    secret: 'The key was changed; the address has to be typed again.',
    shut: 'It is shut; nothing was sent.',
    'broken-off': 'The server stopped in the middle of it.'
  }
});
