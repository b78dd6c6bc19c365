import { and, asc, eq, lte, min } from 'drizzle-orm';
import type { MailConfig } from '../../config';
import { failed, type Outcome } from '$lib/domain/notices/trouble';
import type { Ground } from '../../ground';
import { openSecrets } from '../channels/secrets';
import { createMail, type Mail } from '../mail';
import { baseUrlOf, readBundle } from '../message';
import { OPEN_INTERNET, type Outside } from '../outside/post';
import { createSealer, type Sealer } from '../secret-key';
import { send } from '../send';
import { delivery } from '../tables';
import { claim, type Claimed } from './claim';
import { pruneNotices } from './prune';
import { settle } from './settle';

/** So many channels are sent through at the same time, so many messages through one of them in a turn. */
const CHANNELS_AT_ONCE = 4;
const MESSAGES_A_TURN = 20;
const CHANNELS_A_TURN = 200;
const PRUNE_MS = 6 * 3600_000;

/** What carries notices out of the server. */
export interface Notices {
  sealer: Sealer;
  outside: Outside;
  /** Hosts of the settings beside the vendors' own. */
  hosts: readonly string[];
  /** Null: no mail server is set. */
  mail: Mail | null;
  /** One turn: sends what is due now. A second one meanwhile is the same one. */
  step(): Promise<void>;
  /** Sends what is due at one channel now. */
  deliverAt(communityId: string, channelId: string): Promise<void>;
  /** There may be something to do before the next turn. */
  wake(): void;
  /** Set by whoever keeps it going. */
  onWake: (() => void) | null;
  /** Ends: what is under way is broken off and tried again by the next process. */
  stop(): Promise<void>;
}

interface Over {
  outside?: Outside;
  mail?: Mail | null;
  /** From 0 to 1. */
  random?: () => number;
}

/** Builds the outbox; nothing goes out before `step` is called. */
export function createNotices(s: Ground, over: Over = {}): Notices {
  const stopping = new AbortController();
  const random = over.random ?? Math.random;
  const atChannel = new Map<string, Promise<void>>();
  let turn: Promise<void> | undefined;
  let pruned = 0;

  async function tryAt(communityId: string, channelId: string): Promise<void> {
    for (let n = 0; n < MESSAGES_A_TURN && !stopping.signal.aborted; n++) {
      const claimed = await s.store.tx((q) => claim(q, communityId, channelId, s.now().getTime(), random()));
      if (claimed === null) return;
      if (claimed === 'more') continue;
      const outcome = await attempt(claimed);
      // Broken off by the end of the process: the claim stands, the next process tries it again.
      if (stopping.signal.aborted && !outcome.sent) return;
      await s.store.tx((q) => settle(q, claimed, outcome, s.now().getTime(), random()));
      s.log.info(
        {
          channel: channelId,
          kind: claimed.channel.kind,
          notices: claimed.ids.length,
          tries: claimed.tries,
          ...(outcome.sent ? { sent: true } : { trouble: outcome.trouble, code: outcome.code })
        },
        'notice'
      );
    }
  }

  async function attempt({ channel, seqs, bundleId }: Claimed): Promise<Outcome> {
    const secrets = openSecrets(notices.sealer, channel);
    if (!secrets) return failed('secret', { final: true });
    try {
      const bundle = await readBundle(s, channel, seqs);
      if (!bundle.notices.length) return failed('content', { final: true });
      return await send(bundle, secrets, {
        outside: notices.outside,
        mail: notices.mail,
        sealer: notices.sealer,
        bundleId,
        baseUrl: baseUrlOf(s.config),
        now: s.now().getTime(),
        stop: stopping.signal
      });
    } catch (error) {
      // A fault of ours: it must not hold up the other channels, nor say an address in the log.
      s.log.error({ channel: channel.id, err: (error as Error).name }, 'notice could not be sent');
      return failed('broken-off');
    }
  }

  async function run(): Promise<void> {
    const now = s.now();
    const due = await s.store.q
      .select({ communityId: delivery.communityId, channelId: delivery.channelId, first: min(delivery.nextAt) })
      .from(delivery)
      .where(and(eq(delivery.state, 'waiting'), lte(delivery.nextAt, now.toISOString())))
      .groupBy(delivery.communityId, delivery.channelId)
      .orderBy(asc(min(delivery.nextAt)))
      .limit(CHANNELS_A_TURN)
      .all();
    const channels = due.values();
    await Promise.all(
      Array.from({ length: CHANNELS_AT_ONCE }, async () => {
        for (const { communityId, channelId } of channels) await notices.deliverAt(communityId, channelId);
      })
    );
    if (now.getTime() - pruned > PRUNE_MS && !stopping.signal.aborted) {
      pruned = now.getTime();
      await pruneNotices(s);
    }
  }

  const notices: Notices = {
    sealer: createSealer(s.config.dataDir, s.config.secretKey),
    outside: over.outside ?? OPEN_INTERNET,
    hosts: s.config.webhookHosts,
    mail: over.mail === undefined ? mailOf(s.config.mail) : over.mail,
    onWake: null,
    wake: () => notices.onWake?.(),
    step: () => (turn ??= run().finally(() => (turn = undefined))),
    deliverAt(communityId, channelId) {
      // One message at a time through a channel: the second would not know of the first.
      const key = `${communityId} ${channelId}`;
      const before = atChannel.get(key) ?? Promise.resolve();
      const mine = before.catch(() => {}).then(() => tryAt(communityId, channelId));
      atChannel.set(key, mine);
      return mine.finally(() => {
        if (atChannel.get(key) === mine) atChannel.delete(key);
      });
    },
    async stop() {
      stopping.abort();
      notices.mail?.close();
      await turn?.catch(() => {});
      await Promise.allSettled(atChannel.values());
    }
  };
  return notices;
}

function mailOf(config: MailConfig | null): Mail | null {
  return config && createMail(config);
}
