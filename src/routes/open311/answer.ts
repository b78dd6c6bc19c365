import type { RequestEvent } from '@sveltejs/kit';
import { FORMATS, TYPE_OF, type Format } from '$lib/domain/open311/write';
import { chooseLocale } from '$lib/words/dictionary';
import { errorIn, type Given, type Resource } from '$server/open311';

/** Public data is for everybody's pages; whoever is signed in here is not looked at. */
const OPEN = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'x-robots-tag': 'noindex',
  vary: 'accept-language'
};

type Asking = Pick<RequestEvent, 'request' | 'url' | 'locals'>;

/** By what people's programs say they read, never by a cookie: the answer is the same for all. */
const localeOf = (request: Request) => chooseLocale(undefined, request.headers.get('accept-language'));

/** What stands at an address of the façade, in the format that the address ends in. */
export async function open311(event: Asking, format: string, resource: Resource): Promise<Response> {
  const { request, url, locals } = event;
  const known = FORMATS.find((one) => one === format);
  if (!known) return amiss(event, 404, 'error/address');
  const { config, open311: facade } = locals.services;
  const input = await facade.give({
    resource,
    format: known,
    query: url.searchParams,
    locale: localeOf(request),
    origin: config.origin ?? url.origin
  });
  return response(request, known, input);
}

/** An error in the format that the address ends in; XML, which the specification asks for, where it ends in none. */
export function amiss(
  { request, url }: Pick<Asking, 'request' | 'url'>,
  status: number,
  sentence: Parameters<typeof errorIn>[0],
  code = status
): Response {
  const format = url.pathname.endsWith('.json') ? 'json' : 'xml';
  const input = response(request, format, {
    status,
    body: errorIn(sentence, { code, format, locale: localeOf(request) })
  });
  if (code === 405) input.headers.set('allow', 'GET, HEAD, OPTIONS');
  return input;
}

/** Nothing is taken here: any other method (rule G15). */
export function notOffered(event: Pick<Asking, 'request' | 'url'>): Response {
  if (event.request.method !== 'OPTIONS') return amiss(event, 400, 'error/method', 405);
  const allowed = { 'access-control-allow-methods': 'GET, HEAD, OPTIONS', 'access-control-max-age': '86400' };
  return new Response(null, { status: 204, headers: { ...OPEN, ...allowed } });
}

function response(request: Request, format: Format, { status, body, etag, maxAge, retryAfter }: Given): Response {
  const headers = new Headers({ ...OPEN, 'content-type': TYPE_OF[format] });
  headers.set('cache-control', maxAge === undefined ? 'no-store' : `public, max-age=${maxAge}`);
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter));
  if (etag === undefined) return new Response(body, { status, headers });
  headers.set('etag', etag);
  return knows(request, etag) ? new Response(null, { status: 304, headers }) : new Response(body, { status, headers });
}

function knows(request: Request, etag: string): boolean {
  const known = (request.headers.get('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return known.includes(etag) || known.includes('*');
}
