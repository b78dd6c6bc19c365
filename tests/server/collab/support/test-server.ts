import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import type * as Y from 'yjs';
import { createHub, type DocumentKind, type Hub, type HubOptions, type Right } from '../../../../server/collab';
import { openJournal, type Journal } from '../../../../server/collab/journal';
import type { Caller } from '../../../../server/identity/caller';

/** A sync server on a real port, with a fake sign-in: the cookie `who=<name>@<device>` is believed. */
export interface TestServer {
  hub: Hub;
  url: string;
  file: string;
  journal: Journal;
  rights: Map<string, Right>;
  epoch: number;
  /** What `settled` was called with. */
  settled: { document: string; text: string }[];
  kind: DocumentKind;
  warnings: string[];
  fatal: unknown[];
  /** Stops and starts again over the same journal. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export const textOf = (doc: Y.Doc) => doc.getText('text').toString();

export interface TestServerOptions {
  limits?: HubOptions['limits'];
  probe?: HubOptions['probe'];
  settleMs?: number;
  settled?: DocumentKind['settled'];
  /** Wraps the journal, to make it fail. */
  wrap?: (journal: Journal) => Journal;
}

const callerNamed = (name: string, device: string): Caller => ({
  communityId: 'community',
  accountId: name,
  username: name,
  name: `${name} of the community`,
  role: 'facilitator',
  partyId: null,
  gridId: null,
  deviceId: device
});

export const cookieOf = (name: string, device = `tablet of ${name}`) =>
  `who=${encodeURIComponent(`${name}@${device}`)}`;

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stoolside-collab-'));
  const file = path.join(folder, 'collab.sqlite');
  const now = () => new Date();
  let http: Server;

  const say =
    (level: string) =>
    (about: object, text: string): void => {
      if (level !== 'debug' && level !== 'info') server.warnings.push(`${level}: ${text} ${inspect(about)}`);
    };
  const kind: DocumentKind = {
    name: 'meeting',
    matches: (name) => name.startsWith('meeting/'),
    async open(caller, name) {
      if (name.endsWith('/missing')) return null;
      return { right: server.rights.get(caller.accountId) ?? 'none', epoch: server.epoch };
    },
    epoch: async (name) => (name.endsWith('/missing') ? null : server.epoch),
    settled:
      options.settled ??
      (async (document, doc) => {
        server.settled.push({ document, text: textOf(doc) });
      }),
    settleMs: options.settleMs ?? 20
  };

  function build(): void {
    server.journal = openJournal(file, now);
    server.hub = createHub({
      journalFile: options.wrap ? options.wrap(server.journal) : server.journal,
      authenticate: async (request) => {
        const who = /who=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
        const [name, device] = decodeURIComponent(who ?? '').split('@');
        return name && device ? callerNamed(name, device) : null;
      },
      originAllowed: (origin, host) => origin === `http://${host}`,
      log: { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error'), fatal: say('fatal') },
      now,
      limits: options.limits,
      probe: options.probe,
      onFatal: (error) => server.fatal.push(error)
    });
    server.hub.register(kind);
  }
  async function listen(port: number): Promise<void> {
    http = createServer();
    http.on('upgrade', (request, socket, head) => server.hub.upgrade(request, socket, head));
    await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
    server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  }
  async function halt(): Promise<void> {
    const closed = new Promise<void>((resolve) => http.close(() => resolve()));
    await server.hub.stop();
    await closed;
  }

  const server: TestServer = {
    hub: undefined as unknown as Hub,
    journal: undefined as unknown as Journal,
    url: '',
    file,
    rights: new Map<string, Right>([
      ['wang', 'edit'],
      ['li', 'edit'],
      ['zhao', 'edit'],
      ['viewer', 'read']
    ]),
    epoch: 1,
    settled: [],
    kind,
    warnings: [],
    fatal: [],
    async restart() {
      const port = Number(new URL(server.url).port);
      await halt();
      build();
      await listen(port);
    },
    async stop() {
      await halt();
      rmSync(folder, { recursive: true, force: true });
    }
  };
  build();
  await listen(0);
  return server;
}
