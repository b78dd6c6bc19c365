import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Answer } from '$lib/domain/notices/robot-answer';
import { failed, type Outcome } from '$lib/domain/notices/trouble';
import { isPublicAddress } from './public-address';

/** What the world outside is like; a test builds its own. */
export interface Outside {
  /** Whether a connection to this IP address may be made at all. */
  mayReach: (address: string) => boolean;
  /** Every address of a name. */
  resolve: (name: string) => Promise<string[]>;
  /** Whether http will do. */
  plain: boolean;
  /** How long one request may take from beginning to end. */
  patienceMs: number;
}

export const OPEN_INTERNET: Outside = {
  mayReach: isPublicAddress,
  resolve: (name) =>
    new Promise((resolve, reject) =>
      dnsLookup(name, { all: true, verbatim: true }, (error, found) =>
        error ? reject(error) : resolve((found as LookupAddress[]).map(({ address }) => address))
      )
    ),
  plain: false,
  patienceMs: 10_000
};

/** A robot answers in a line. */
const LONGEST_ANSWER = 16 * 1024;

class Inside extends Error {}

/**
 * Posts JSON to an address that a person typed. The name is resolved here, every address of it judged, and the connection made
 * to just that address: a name that means something else a moment later leads nowhere. Redirects are not followed; the answer
 * is read up to 16 KB, and all of it within the patience. Never throws.
 */
export async function post(
  outside: Outside,
  url: URL,
  body: string,
  headers: Record<string, string>,
  stop?: AbortSignal
): Promise<Answer | Extract<Outcome, { sent: false }>> {
  const trouble = (...input: Parameters<typeof failed>) => failed(...input) as Extract<Outcome, { sent: false }>;
  if (url.protocol !== 'https:' && !(outside.plain && url.protocol === 'http:'))
    return trouble('host', { final: true });
  const name = url.hostname.replace(/^\[|\]$/g, '');
  // A number is connected to without asking anybody: it is judged here.
  if (isIP(name) && !outside.mayReach(name)) return trouble('inside', { final: true });

  const lookup: LookupFunction = (host, options, done) => {
    outside.resolve(host).then(
      (addresses) => {
        const bad = addresses.find((address) => !outside.mayReach(address));
        if (bad !== undefined || !addresses.length) return done(new Inside('inside'), '', 4);
        const found = addresses.map((address) => ({ address, family: isIP(address) }));
        if (options.all) done(null, found);
        else done(null, found[0]!.address, found[0]!.family);
      },
      (error: NodeJS.ErrnoException) => done(error, '', 4)
    );
  };

  return await new Promise((resolve) => {
    const patience = setTimeout(() => end(trouble('timeout')), outside.patienceMs);
    const onStop = () => end(trouble('broken-off'));
    let ended = false;
    const end = (result: Parameters<typeof resolve>[0]) => {
      if (ended) return;
      ended = true;
      clearTimeout(patience);
      stop?.removeEventListener('abort', onStop);
      request.destroy();
      resolve(result);
    };
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'POST',
      // No connection is kept: the next one is judged anew.
      agent: false,
      lookup,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Stoolside',
        ...headers
      }
    });
    request.on('error', (error: NodeJS.ErrnoException) => end(trouble(...sayError(error))));
    request.on('response', (response) => {
      const pieces: Buffer[] = [];
      let size = 0;
      response.on('data', (piece: Buffer) => {
        size += piece.length;
        if (size > LONGEST_ANSWER) return end(trouble('too-large', { code: response.statusCode ?? null }));
        pieces.push(piece);
      });
      response.on('error', () => end(trouble('unreachable')));
      response.on('end', () =>
        end({
          status: response.statusCode ?? 0,
          body: Buffer.concat(pieces).toString('utf8'),
          retryAfter: secondsOf(response.headers)
        })
      );
    });
    if (stop?.aborted) return end(trouble('broken-off'));
    stop?.addEventListener('abort', onStop, { once: true });
    request.end(body);
  });
}

function sayError(error: NodeJS.ErrnoException): Parameters<typeof failed> {
  if (error instanceof Inside) return ['inside', { final: true }];
  const code = error.code ?? '';
  if (/^(ENOTFOUND|EAI_|ENODATA)/.test(code)) return ['dns'];
  if (/CERT|TLS|SSL|ALTNAME|SELF_SIGNED|UNABLE_TO/.test(code)) return ['tls'];
  return ['unreachable'];
}

/** `Retry-After` in seconds; Feishu has a header of its own. A date is not read: nobody here sends one. */
function secondsOf(headers: http.IncomingHttpHeaders): number | null {
  const said = Number(headers['retry-after'] ?? headers['x-ogw-ratelimit-reset'] ?? Number.NaN);
  return Number.isFinite(said) && said >= 0 ? said : null;
}
