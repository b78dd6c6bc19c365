import type { Notices } from '../outbox/outbox';
import { randomBytes, randomUUID } from 'node:crypto';
import { and, count, eq, isNull } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import { isMailAddress, judgeAddress, maskMail } from '$lib/domain/notices/channel-address';
import { isChannelKind, type ChannelKind } from '$lib/domain/notices/rate';
import { asPlainWords } from '$lib/domain/notices/robot-message';
import { plainLine } from '$lib/domain/phones/phone-limits';
import type { Refusal, RefusalKey } from '$lib/domain/refusal';
import { findParty } from '../../community';
import type { Caller } from '../../identity';
import type { Ground } from '../../ground';
import { channel } from '../tables';
import { sealSecrets, type ChannelSecrets } from './secrets';

const LONGEST = { name: 40, sign: 200, keyword: 20 };
export const MOST_CHANNELS = 100;

export interface NewChannel {
  kind: string;
  name: string;
  /** Of a robot or webhook, or a mail address. */
  address: string;
  /** A robot's sign secret; a webhook's is made here. */
  sign: string;
  keyword: string;
  /** Whose channel it is; null: the community's. */
  partyId: string | null;
  /** Of a community's channel: `office` or `all`. */
  hears: string;
}

/**
 * Opens a way out of the server for the community or for one organisation. `signingKey` is a webhook's new key, shown this once.
 * What is secret of it is never given back.
 */
export async function addChannel(
  s: Pick<Ground, 'store' | 'now'> & { notices: Notices },
  caller: Caller,
  input: NewChannel
): Promise<{ id: string; signingKey: string | null } | Refusal> {
  if (!may(caller.role, 'settings/manage')) return { refused: 'right/missing' };
  const { communityId } = caller;
  const unfit = (field: string, key: RefusalKey = 'field/unfit'): Refusal => ({
    refused: 'input/invalid',
    fields: { [field]: key }
  });
  if (!isChannelKind(input.kind)) return unfit('kind');
  const kind = input.kind;
  const name = plainLine(input.name, LONGEST.name);
  if (!name) return unfit('name', 'field/missing');
  const keyword = plainLine(input.keyword, LONGEST.keyword);
  if (asPlainWords(keyword) !== keyword) return unfit('keyword');
  if (input.sign.length > LONGEST.sign || /\s/.test(input.sign)) return unfit('sign');
  const address = judge(s, kind, input.address.trim());
  if ('unfit' in address) return unfit('address', address.unfit);

  const id = randomUUID();
  const signingKey = kind === 'webhook' ? `whsec_${randomBytes(32).toString('base64')}` : null;
  const sign = kind === 'webhook' ? signingKey! : kind === 'dingtalk' || kind === 'feishu' ? input.sign : '';
  const at = s.now().toISOString();
  const secrets: ChannelSecrets = { address: address.text, sign, keyword: kind === 'email' ? '' : keyword };
  return await s.store.tx(async (q) => {
    const standing = and(eq(channel.communityId, communityId), isNull(channel.removedAt));
    const all = await q.select({ n: count() }).from(channel).where(standing).get();
    if ((all?.n ?? 0) >= MOST_CHANNELS) return { refused: 'channel/full' as const };
    if (input.partyId !== null && !(await findParty(q, communityId, input.partyId))) return unfit('partyId');
    await q
      .insert(channel)
      .values({
        communityId,
        id,
        kind,
        name,
        shown: address.shown,
        sends: [],
        ...(input.partyId === null ? { scope: 'community' } : { scope: 'party', ownerId: input.partyId }),
        hears: input.hears === 'all' ? 'all' : 'office',
        sealed: sealSecrets(s.notices.sealer, { communityId, id }, secrets),
        robot: robotOf(s, kind, address.text),
        // The administrator answers for whom he lets hear.
        confirmedAt: at,
        madeBy: caller.accountId,
        madeAt: at
      })
      .run();
    return { id, signingKey };
  });
}

/** A name for what stands behind an address, the same for every channel that leads to it. */
export function robotOf(s: { notices: Notices }, kind: string, address: string): string {
  return s.notices.sealer.mac(`robot ${kind} ${address}`).slice(0, 22);
}

function judge(
  s: { notices: Notices },
  kind: ChannelKind,
  text: string
): { text: string; shown: string } | { unfit: RefusalKey } {
  if (!text) return { unfit: 'field/missing' };
  if (kind === 'email') {
    if (!s.notices.mail) return { unfit: 'channel/no-mail' };
    return isMailAddress(text) ? { text, shown: maskMail(text) } : { unfit: 'field/unfit' };
  }
  const judged = judgeAddress(kind, text, { hosts: s.notices.hosts, plain: s.notices.outside.plain });
  if ('url' in judged) return { text: judged.url.href, shown: judged.url.host };
  const why: Record<typeof judged.unfit, RefusalKey> = {
    unreadable: 'field/unfit',
    insecure: 'channel/insecure',
    host: 'channel/host',
    path: 'channel/path'
  };
  return { unfit: why[judged.unfit] };
}
