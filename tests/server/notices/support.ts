import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { and, asc, eq } from 'drizzle-orm';
import { onTestFinished } from 'vitest';
import type { NoticeKind, NoticeValues } from '$lib/domain/notices/kind';
import { refused, type Refusal } from '$lib/domain/refusal';
import type { Caller } from '../../../server/identity/caller';
import {
  addChannel,
  createNotices,
  putNotice,
  type NewChannel,
  type Notices,
  type NoticeTo
} from '../../../server/notices';
import type { Mail } from '../../../server/notices/mail';
import type { Outside } from '../../../server/notices/outside/post';
import { delivery, notice } from '../../../server/notices/tables';
import { COMMUNITY } from '../../../server/seed/fixtures';
import { caller, makeGround, type TestGround } from '../../support/ground';

export const ADMIN = caller('admin');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** This machine may be reached, over http; a name is 127.0.0.1 unless a test says otherwise. */
export const HERE: Outside = {
  mayReach: (address) => address === '127.0.0.1',
  resolve: async () => ['127.0.0.1'],
  plain: true,
  patienceMs: 5_000
};

export interface NoticesGround extends TestGround {
  notices: Notices;
  put(kind: NoticeKind, to: NoticeTo, values?: NoticeValues, more?: object): Promise<string | null>;
  /** What waits and what has gone, in the order it was made. */
  deliveries(channelId?: string): Promise<(typeof delivery.$inferSelect)[]>;
  kinds(): Promise<string[]>;
}

/** A test ground with an outbox whose turns are taken by hand. Its clock stands at Monday, 10:00. */
export async function noticesGround(
  over: { outside?: Partial<Outside>; mail?: Mail | null } = {}
): Promise<NoticesGround> {
  const ground = await makeGround();
  return furnish(ground, over);
}

/** Another process on the same data. */
export function furnish(
  ground: TestGround,
  over: { outside?: Partial<Outside>; mail?: Mail | null } = {}
): NoticesGround {
  const config = {
    ...ground.config,
    origin: 'https://stool.example.org',
    webhookHosts: ['127.0.0.1', 'hooks.example.org']
  };
  const notices = createNotices(
    { ...ground, config },
    { outside: { ...HERE, ...over.outside }, mail: over.mail ?? null, random: () => 0.5 }
  );
  return {
    ...ground,
    config,
    notices,
    put: (kind, to, values = {}, more = {}) =>
      ground.store.tx((q) =>
        putNotice(q, { communityId: COMMUNITY.id, to, kind, values, at: ground.now().toISOString(), ...more })
      ),
    deliveries: (channelId) =>
      Promise.resolve(
        ground.store.q
          .select()
          .from(delivery)
          .where(and(eq(delivery.communityId, COMMUNITY.id), channelId ? eq(delivery.channelId, channelId) : undefined))
          .orderBy(asc(delivery.noticeSeq), asc(delivery.id))
          .all()
      ),
    async kinds() {
      const rows = await ground.store.q.select({ kind: notice.kind }).from(notice).orderBy(asc(notice.seq)).all();
      return rows.map((row) => row.kind);
    }
  };
}

export function granted<T>(result: T | Refusal): T {
  if (refused(result)) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result as T;
}

export const refusedAs = (result: unknown) => (result as Partial<Refusal>)?.refused;

export async function open(s: NoticesGround, given: Partial<NewChannel>, by: Caller = ADMIN) {
  const blank: NewChannel = {
    kind: 'wecom',
    name: '社区工作群',
    address: '',
    sign: '',
    keyword: '',
    partyId: null,
    hears: 'office'
  };
  return granted(await addChannel(s, by, { ...blank, ...given }));
}

export interface Heard {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
  json: Record<string, unknown>;
}

/** A robot, or a program, on this machine: keeps what it heard and answers as it is told. */
export async function receiver(
  answer: (heard: Heard, response: ServerResponse, nth: number) => void = (_, response) =>
    response.end(JSON.stringify({ errcode: 0, errmsg: 'ok', code: 0, msg: 'success' }))
): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const url = new URL(request.url!, 'http://127.0.0.1');
      const body = Buffer.concat(pieces).toString();
      const one: Heard = {
        method: request.method!,
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body,
        json: JSON.parse(body || '{}') as Record<string, unknown>
      };
      heard.push(one);
      answer(one, response, heard.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}
