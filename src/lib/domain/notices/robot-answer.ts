import { SHUT_MS } from './rate';
import { failed, SENT, type Outcome, type Trouble } from './trouble';

/** What a web server said. */
export interface Answer {
  status: number;
  body: string;
  /** Seconds, or null. */
  retryAfter: number | null;
}

type Robot = 'wecom' | 'dingtalk' | 'feishu';

/** Codes that mean something to us; whatever is not named here is tried again. */
const MEANING: Record<Robot, Record<number, Trouble>> = {
  // developer.work.weixin.qq.com/document/path/90313 (global error codes)
  wecom: { 45009: 'slowed', 93000: 'key', 40008: 'content', 40058: 'content', 44004: 'content', 45002: 'content' },
  // open.dingtalk.com/document/orgapp/custom-robot-access; 310000 says in words which of three it is
  dingtalk: {
    130101: 'slowed',
    410100: 'slowed',
    90030: 'slowed',
    310000: 'signature',
    300001: 'key',
    300005: 'key',
    400013: 'key',
    400101: 'key',
    400102: 'key',
    40035: 'content',
    400105: 'content',
    430101: 'content',
    430102: 'content',
    430103: 'content',
    430104: 'content'
  },
  // open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
  feishu: {
    11232: 'slowed',
    99991400: 'slowed',
    9499: 'content',
    19001: 'key',
    19021: 'signature',
    19022: 'ip',
    19024: 'keyword'
  }
};

const NUMBER_AT: Record<Robot, readonly string[]> = {
  wecom: ['errcode'],
  dingtalk: ['errcode'],
  feishu: ['code', 'StatusCode']
};

/** What a group robot's answer means. An answer of 200 says nothing yet: the code in it does. */
export function readRobotAnswer(robot: Robot, answer: Answer): Outcome {
  const wait = Math.max(SHUT_MS[robot], (answer.retryAfter ?? 0) * 1000);
  if (answer.status >= 300 && answer.status < 400) return failed('redirect', { code: answer.status });
  const said = parse(answer.body);
  const code = said && firstNumber(said, NUMBER_AT[robot]);
  if (answer.status === 429) return failed('slowed', { code: code ?? 429, wait });
  // DingTalk's gate in front of its robots, beside or instead of a code.
  if (robot === 'dingtalk' && said?.status === 1111) return failed('slowed', { code: code ?? 1111, wait });
  if (code === 0 && answer.status >= 200 && answer.status < 300) return SENT;
  if (code === null || code === 0)
    return answer.status >= 200 && answer.status < 300 ? failed('unreadable') : failed('http', { code: answer.status });
  const trouble = meaning(robot, code, said);
  if (trouble === 'slowed') return failed('slowed', { code, wait });
  return trouble ? failed(trouble, { code, final: true }) : failed('vendor', { code });
}

function meaning(robot: Robot, code: number, said: Record<string, unknown> | null): Trouble | undefined {
  const words = String(said?.errmsg ?? said?.msg ?? '').toLowerCase();
  if (robot === 'dingtalk' && code === 310000)
    return words.includes('keyword') ? 'keyword' : /\bip\b|whitelist/.test(words) ? 'ip' : 'signature';
  if (robot === 'feishu' && code === 9499 && /too many|frequen/.test(words)) return 'slowed';
  return MEANING[robot][code];
}

/** What a plain web server's answer to a webhook means (Standard Webhooks 1.0, “Delivery success and failure”). */
export function readHookAnswer({ status, retryAfter }: Answer): Outcome {
  if (status >= 200 && status < 300) return SENT;
  const wait = (retryAfter ?? 0) * 1000;
  if (status >= 300 && status < 400) return failed('redirect', { code: status });
  if (status === 410) return failed('key', { code: status, final: true });
  if (status === 429) return failed('slowed', { code: status, wait: Math.max(wait, SHUT_MS.webhook) });
  return failed('http', { code: status, wait });
}

function parse(body: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function firstNumber(said: Record<string, unknown>, names: readonly string[]): number | null {
  for (const name of names) if (Number.isInteger(said[name])) return said[name] as number;
  return null;
}
