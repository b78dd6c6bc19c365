import type { ChannelKind } from './rate';

type Web = Exclude<ChannelKind, 'email'>;

/** Where each vendor's robots live, and what their addresses look like. */
const VENDORS: Record<Exclude<Web, 'webhook'>, { hosts: readonly string[]; path: RegExp; secretIn: string | null }> = {
  wecom: { hosts: ['qyapi.weixin.qq.com'], path: /^\/cgi-bin\/webhook\/send$/, secretIn: 'key' },
  dingtalk: { hosts: ['oapi.dingtalk.com'], path: /^\/robot\/send$/, secretIn: 'access_token' },
  feishu: {
    hosts: ['open.feishu.cn', 'open.larksuite.com'],
    path: /^\/open-apis\/bot\/(v2\/)?hook\/[\w-]{8,}$/,
    secretIn: null
  }
};

export type UnfitAddress = 'unreadable' | 'insecure' | 'host' | 'path';

/**
 * Whether a robot's or webhook's address may be a channel: https, a vendor's own host with a robot's path, or a host that the
 * house's settings name. `plain` lets http through, for tests alone.
 */
export function judgeAddress(
  kind: Web,
  text: string,
  { hosts, plain = false }: { hosts: readonly string[]; plain?: boolean }
): { url: URL } | { unfit: UnfitAddress } {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return { unfit: 'unreadable' };
  }
  if (text.length > 1_000 || url.username || url.password) return { unfit: 'unreadable' };
  if (url.protocol !== 'https:' && !(plain && url.protocol === 'http:')) return { unfit: 'insecure' };
  url.hash = '';
  if (hosts.includes(url.hostname)) return { url };
  const vendor = kind === 'webhook' ? null : VENDORS[kind];
  if (!vendor?.hosts.includes(url.hostname) || url.port) return { unfit: 'host' };
  if (!vendor.path.test(url.pathname)) return { unfit: 'path' };
  if (vendor.secretIn && !url.searchParams.get(vendor.secretIn)) return { unfit: 'path' };
  return { url };
}

/** An e-mail address as far as it can be judged by looking: one of ASCII letters, without anything that a header could be made of. */
export function isMailAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/.test(
      text
    )
  );
}

/** `w***@example.org`: enough for its owner to know it by. */
export function maskMail(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}***${address.slice(at)}`;
}
