import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

/** An unmodified y-websocket 3.1 client, as any outsider would bring; only cookie and origin are set as a browser would. */
export interface StockClient {
  doc: Y.Doc;
  provider: WebsocketProvider;
  /** Cumulative acknowledgements heard (message type 100). */
  acked: () => number;
  destroy(): void;
}

export interface StockOptions {
  url: string;
  document: string;
  cookie?: string;
  /** null sends none */
  origin?: string | null;
  params?: Record<string, string>;
  doc?: Y.Doc;
}

export function stockClient({
  url,
  document,
  cookie,
  origin = url,
  params = { ack: '1' },
  doc = new Y.Doc()
}: StockOptions): StockClient {
  class WithHeaders extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers: cookie ? { cookie } : {}, ...(origin === null ? {} : { origin }) });
    }
  }
  let acked = 0;
  const provider = new WebsocketProvider(`${url.replace(/^http/, 'ws')}/collab`, document, doc, {
    WebSocketPolyfill: WithHeaders as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    params
  });
  provider.messageHandlers[100] = (_encoder, decoder) => {
    acked = readVarUint(decoder);
  };
  return {
    doc,
    provider,
    acked: () => acked,
    destroy() {
      provider.destroy();
      doc.destroy();
    }
  };
}

function readVarUint(decoder: { arr: Uint8Array; pos: number }): number {
  let value = 0;
  for (let factor = 1; ; factor *= 128) {
    const byte = decoder.arr[decoder.pos++]!;
    value += (byte & 127) * factor;
    if (byte < 128) return value;
  }
}

/** Resolves when `holds` is true; looks after every event of the document and the provider, and fails after `ms`. */
export function until(client: StockClient, holds: () => boolean, what: string, ms = 10_000): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(new Error(`waited ${ms} ms for: ${what}`)), ms);
    const poll = setInterval(look, 25);
    function finish(error?: Error) {
      clearTimeout(timer);
      clearInterval(poll);
      if (error) reject(error);
      else resolve();
    }
    function look() {
      if (holds()) finish();
    }
    look();
  });
}
