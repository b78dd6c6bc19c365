import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMailAddress, judgeAddress, maskMail } from '$lib/domain/notices/channel-address';
import { readHookAnswer, readRobotAnswer } from '$lib/domain/notices/robot-answer';
import { asPlainWords, markdownOf, robotBody, ROBOT_ROOM, type Message } from '$lib/domain/notices/robot-message';

const message = (lines: string[]): Message => ({
  title: '台账有新情况',
  lines: lines.map((text, n) => ({ text, href: `https://stool.example.org/ledger/${n}` })),
  more: (n) => `还有 ${n} 件`,
  open: '查看',
  all: 'https://stool.example.org/notices'
});
const answer = (body: unknown, status = 200, retryAfter: number | null = null) => ({
  status,
  retryAfter,
  body: typeof body === 'string' ? body : JSON.stringify(body)
});

describe('[V1] words that people wrote', () => {
  it('are no markup in a group', () => {
    expect(asPlainWords('看[这里](http://evil.example)<@all> **急** `x`\n# 大')).toBe(
      '看［这里］（http://evil.example）＜＠all＞ ＊＊急＊＊ ＇x＇ ＃ 大'
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(asPlainWords(text)).not.toMatch(/[<>[\]()*_`~#|\\!@\n\r\u2028\u202e]/);
      })
    );
  });

  it('make no link in Markdown but ours', () => {
    const text = markdownOf(message(['[点我](https://evil.example)']), 4_096);
    expect(text.match(/\]\(/g)).toEqual(['](']);
    expect(text).toContain('[查看](https://stool.example.org/ledger/0)');
  });
});

describe('[V2] a robot’s message', () => {
  it('has the vendor’s form', () => {
    expect(robotBody('wecom', message(['灯不亮']))).toEqual({
      msgtype: 'markdown',
      markdown: { content: '**台账有新情况**\n\n> 灯不亮 [查看](https://stool.example.org/ledger/0)' }
    });
    expect(robotBody('dingtalk', message(['灯不亮']), '小板凳')).toEqual({
      msgtype: 'markdown',
      markdown: {
        title: '台账有新情况',
        text: '**台账有新情况**\n\n> 灯不亮 [查看](https://stool.example.org/ledger/0)\n\n小板凳'
      }
    });
    expect(robotBody('feishu', message(['灯不亮']))).toEqual({
      msg_type: 'post',
      content: {
        post: {
          zh_cn: {
            title: '台账有新情况',
            content: [
              [
                { tag: 'text', text: '灯不亮 ' },
                { tag: 'a', text: '查看', href: 'https://stool.example.org/ledger/0' }
              ]
            ]
          }
        }
      }
    });
  });

  it('fits the vendor’s measure and says what it left out', () => {
    const robots = fc.constantFrom<'wecom' | 'dingtalk' | 'feishu'>('wecom', 'dingtalk', 'feishu');
    const texts = fc.array(fc.string({ unit: 'binary', maxLength: 400 }), { maxLength: 40 });
    fc.assert(
      fc.property(robots, texts, (robot, lines) => {
        const body = robotBody(robot, message(lines), '关键词');
        const inner =
          robot === 'feishu'
            ? JSON.stringify(body)
            : ((body as { markdown: { content?: string; text?: string } }).markdown.content ??
              (body as { markdown: { text?: string } }).markdown.text!);
        expect(new TextEncoder().encode(inner).length).toBeLessThanOrEqual(ROBOT_ROOM[robot] + 500);
        if (robot !== 'feishu') expect(new TextEncoder().encode(inner).length).toBeLessThanOrEqual(ROBOT_ROOM[robot]);
        expect(inner).toContain('关键词');
        if (lines.length > 20) expect(inner).toMatch(/还有 \d+ 件/);
      }),
      { numRuns: 25 }
    );
    expect(markdownOf(message(Array.from({ length: 25 }, () => '灯')), 4_096)).toContain('还有 5 件');
  });
});

describe('[V3] a robot’s answer', () => {
  it.each<['wecom' | 'dingtalk' | 'feishu', object | string, number, object]>([
    ['wecom', { errcode: 0, errmsg: 'ok' }, 200, { sent: true }],
    [
      'wecom',
      { errcode: 45009, errmsg: 'api freq out of limit' },
      200,
      { trouble: 'slowed', final: false, wait: 60_000 }
    ],
    ['wecom', { errcode: 93000, errmsg: 'invalid webhook url' }, 200, { trouble: 'key', final: true }],
    ['wecom', { errcode: -1, errmsg: 'system busy' }, 200, { trouble: 'vendor', code: -1, final: false }],
    ['wecom', '<html>', 502, { trouble: 'http', code: 502, final: false }],
    ['wecom', '<html>', 200, { trouble: 'unreadable', final: false }],
    ['wecom', { errcode: '0' }, 200, { trouble: 'unreadable' }],
    ['wecom', { errcode: 0 }, 500, { trouble: 'http' }],
    ['dingtalk', { errcode: 0, errmsg: 'ok' }, 200, { sent: true }],
    [
      'dingtalk',
      { errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' },
      200,
      { trouble: 'slowed', final: false, wait: 600_000 }
    ],
    ['dingtalk', { status: 1111, wait: 5, source: 'x5', punish: 'deny' }, 200, { trouble: 'slowed', wait: 600_000 }],
    [
      'dingtalk',
      { errcode: 310000, errmsg: 'keywords not in content, more: […]' },
      200,
      { trouble: 'keyword', final: true }
    ],
    ['dingtalk', { errcode: 310000, errmsg: 'sign not match' }, 200, { trouble: 'signature', final: true }],
    ['dingtalk', { errcode: 310000, errmsg: 'ip 203.0.113.9 not in whitelist' }, 200, { trouble: 'ip', final: true }],
    ['dingtalk', { errcode: 300005, errmsg: 'token is not exist' }, 200, { trouble: 'key', final: true }],
    ['feishu', { code: 0, msg: 'success', data: {}, StatusCode: 0 }, 200, { sent: true }],
    ['feishu', { StatusCode: 0, StatusMessage: 'success' }, 200, { sent: true }],
    ['feishu', { code: 11232, msg: 'frequency limited' }, 200, { trouble: 'slowed', final: false, wait: 60_000 }],
    ['feishu', { code: 99991400, msg: 'request trigger frequency limit' }, 429, { trouble: 'slowed', code: 99991400 }],
    [
      'feishu',
      { code: 19021, msg: 'sign match fail or timestamp is not within one hour' },
      200,
      { trouble: 'signature' }
    ],
    ['feishu', { code: 19024, msg: 'Key Words Not Found' }, 200, { trouble: 'keyword', final: true }],
    ['feishu', { code: 19022, msg: 'Ip Not Allowed' }, 200, { trouble: 'ip', final: true }],
    ['feishu', { code: 9499, msg: 'Bad Request' }, 400, { trouble: 'content', final: true }],
    ['feishu', { code: 9499, msg: 'too many request' }, 400, { trouble: 'slowed', final: false }],
    ['feishu', '', 302, { trouble: 'redirect', code: 302 }]
  ])('%s %j with %i', (robot, body, status, means) => {
    expect(readRobotAnswer(robot, answer(body, status))).toMatchObject(means);
  });

  it('of any other kind is no success and no crash', () => {
    const robots = fc.constantFrom<'wecom' | 'dingtalk' | 'feishu'>('wecom', 'dingtalk', 'feishu');
    fc.assert(
      fc.property(
        robots,
        fc.integer({ min: 100, max: 599 }),
        fc.oneof(fc.string(), fc.json()),
        (robot, status, body) => {
          const said = readRobotAnswer(robot, answer(body, status));
          expect(said.sent).toBe(false);
        }
      )
    );
  });

  it('of a webhook is success from 200 to 299 alone', () => {
    expect([200, 204, 299].map((status) => readHookAnswer(answer('', status)).sent)).toEqual([true, true, true]);
    expect(readHookAnswer(answer('', 301))).toMatchObject({ trouble: 'redirect', final: false });
    expect(readHookAnswer(answer('', 410))).toMatchObject({ trouble: 'key', final: true });
    expect(readHookAnswer(answer('', 503, 120))).toMatchObject({ trouble: 'http', code: 503, wait: 120_000 });
    expect(readHookAnswer(answer('', 429, 5))).toMatchObject({ trouble: 'slowed', wait: 60_000 });
  });
});

describe('[V4] the address of a channel', () => {
  const WECOM = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-0000-4000-8000-000000000000';
  it('is a vendor’s robot, or on a host of the settings', () => {
    const fits = (kind: 'wecom' | 'dingtalk' | 'feishu' | 'webhook', text: string, hosts: string[] = []) =>
      'url' in judgeAddress(kind, text, { hosts });
    expect(fits('wecom', WECOM)).toBe(true);
    expect(fits('dingtalk', 'https://oapi.dingtalk.com/robot/send?access_token=abc')).toBe(true);
    expect(fits('feishu', 'https://open.feishu.cn/open-apis/bot/v2/hook/0000-1111-2222')).toBe(true);
    expect(fits('webhook', 'https://hooks.example.org/x', ['hooks.example.org'])).toBe(true);
  });
  it.each([
    ['wecom', WECOM.replace('https', 'http'), 'insecure'],
    ['wecom', WECOM.replace('qyapi', 'evil'), 'host'],
    ['wecom', WECOM.replace('.com/', '.com.evil.example/'), 'host'],
    ['wecom', WECOM.replace('.com/', '.com:8443/'), 'host'],
    ['wecom', WECOM.replace('https://', 'https://qyapi.weixin.qq.com@evil.example/?'), 'unreadable'],
    ['wecom', 'https://qyapi.weixin.qq.com/cgi-bin/message/send?key=x', 'path'],
    ['wecom', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send', 'path'],
    ['feishu', WECOM, 'host'],
    ['webhook', WECOM, 'host'],
    ['webhook', 'https://127.0.0.1/x', 'host'],
    ['webhook', 'https://2130706433/x', 'host'],
    ['webhook', 'file:///etc/passwd', 'insecure'],
    ['webhook', 'hooks.example.org', 'unreadable']
  ] as const)('%s %s is refused: %s', (kind, text, unfit) => {
    expect(judgeAddress(kind, text, { hosts: ['hooks.example.org'] })).toEqual({ unfit });
  });

  it('is an e-mail address without anything that a header could be made of', () => {
    for (const good of ['wang@example.org', 'a.b+c@mail.example.com']) expect(isMailAddress(good), good).toBe(true);
    for (const bad of [
      ...['', 'wang', 'wang@localhost', 'a@b.c', 'a b@example.org', 'wang@example.org\r\nBcc: x@example.org'],
      ...['"x"@example.org', '<wang@example.org>', 'wang@example.org, li@example.org', `${'x'.repeat(65)}@example.org`]
    ])
      expect(isMailAddress(bad), bad).toBe(false);
    expect(maskMail('wang@example.org')).toBe('w***@example.org');
  });
});
