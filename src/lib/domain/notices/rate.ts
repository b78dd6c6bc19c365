/** Ways out of the server that carry notices. A calendar is fetched, so nothing goes out through it. */
export const CHANNEL_KINDS = ['wecom', 'dingtalk', 'feishu', 'email', 'webhook'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

export function isChannelKind(text: string): text is ChannelKind {
  return (CHANNEL_KINDS as readonly string[]).includes(text);
}

interface Limit {
  most: number;
  perMs: number;
}

const MINUTE = 60_000;

/**
 * How often one robot may be spoken to.
 * - WeCom: 20 messages a minute a robot (developer.work.weixin.qq.com/document/path/91770).
 * - DingTalk: 20 a minute, then shut for ten minutes (open.dingtalk.com/document/orgapp/custom-robot-access).
 * - Feishu: 100 a minute and 5 a second (open.feishu.cn/document/client-docs/bot-v3/add-custom-bot); it also advises against the
 *   full and the half hour.
 * The others are our own measure of good manners.
 */
export const RATES: Record<ChannelKind, readonly Limit[]> = {
  wecom: [{ most: 20, perMs: MINUTE }],
  dingtalk: [{ most: 20, perMs: MINUTE }],
  feishu: [
    { most: 100, perMs: MINUTE },
    { most: 5, perMs: 1_000 }
  ],
  email: [{ most: 10, perMs: MINUTE }],
  webhook: [{ most: 100, perMs: MINUTE }]
};

/** How long a robot is left alone that says it hears too much. */
export const SHUT_MS: Record<ChannelKind, number> = {
  wecom: MINUTE,
  dingtalk: 10 * MINUTE,
  feishu: MINUTE,
  email: 5 * MINUTE,
  webhook: MINUTE
};

/** The first moment (ms) from `now` on at which one more may be sent, with those of `sends` (ms, in order) behind us. */
export function nextSlot(kind: ChannelKind, sends: readonly number[], now: number): number {
  return RATES[kind].reduce((at, { most, perMs }) => {
    const last = sends[sends.length - most];
    return last === undefined ? at : Math.max(at, last + perMs + 1);
  }, now);
}

/** The sends that still matter for the rate, with one more. */
export function noteSend(sends: readonly number[], now: number): number[] {
  return [...sends.filter((at) => at > now - MINUTE - 1_000), now].sort((a, b) => a - b).slice(-100);
}
