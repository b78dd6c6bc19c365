import type { IncomingMessage } from 'node:http';
import type { Caller } from '../identity/caller';
import { Close } from './protocol';
import type { Authenticate, DocumentKind, Right } from './types';

/** What a socket was let in with. */
export interface Admitted {
  caller: Caller;
  kind: DocumentKind;
  document: string;
  epoch: number;
  right: Exclude<Right, 'none'>;
  /** Whether the client wants to hear what is durable. */
  ack: boolean;
  /** Whether the client keeps proofs of its device and hears what was put aside. */
  proofs: boolean;
}

/** Why a socket is closed again; see `Close`. */
export interface Refused {
  code: number;
  reason: string;
}

/** Whether a page of this origin may open a socket; `host` is the request's own. */
export type OriginAllowed = (origin: string | undefined, host: string | undefined) => boolean;

const PREFIX = '/collab/';
const LONGEST_NAME = 200;

const noRight: Refused = { code: Close.noRight, reason: 'no right' };

/**
 * Who may open what. In this order: the page's origin (exact; a browser always sends one, so a missing one with a cookie is
 * refused, and a script with a token needs none), the session, the right on the document, its epoch (`?epoch=N`, absent
 * means the present one). The same question is asked again while the socket is open.
 */
export function gate(options: {
  authenticate: Authenticate;
  originAllowed: OriginAllowed;
  kindOf: (document: string) => DocumentKind | undefined;
}) {
  return async function judge(request: IncomingMessage): Promise<Admitted | Refused> {
    const { origin, host, cookie } = request.headers;
    if (origin === undefined ? cookie !== undefined : !options.originAllowed(origin, host)) return noRight;
    const address = addressOf(request.url);
    if (!address) return noRight;
    const caller = await options.authenticate(request);
    if (!caller) return { code: Close.signedOut, reason: 'not signed in' };
    const kind = options.kindOf(address.document);
    const opened = await kind?.open(caller, address.document);
    if (!kind || !opened || opened.right === 'none') return noRight;
    if (address.epoch !== null && address.epoch !== String(opened.epoch))
      return { code: Close.oldEpoch, reason: 'old epoch' };
    const { document, ack, proofs } = address;
    return { caller, kind, ...opened, right: opened.right, document, ack, proofs };
  };
}

interface Address extends Pick<Admitted, 'document' | 'ack' | 'proofs'> {
  epoch: string | null;
}

function addressOf(url: string | undefined): Address | null {
  try {
    const { pathname, searchParams } = new URL(url ?? '', 'ws://here');
    const document = decodeURIComponent(pathname.slice(PREFIX.length));
    if (!pathname.startsWith(PREFIX) || !document || document.length > LONGEST_NAME) return null;
    const asks = (name: string) => searchParams.get(name) === '1';
    return { document, epoch: searchParams.get('epoch'), ack: asks('ack'), proofs: asks('proofs') };
  } catch {
    return null;
  }
}
