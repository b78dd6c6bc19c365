/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { version } from '$service-worker';
import { tabletFiles } from '$tablet-files';
import {
  BEGIN,
  isKept,
  isSignIn,
  KEPT_MARK,
  LET_IN,
  PAGES_CACHE,
  TAKE_OVER,
  UNLOCK
} from '$lib/features/offline/kept-pages';
import { forgetLock, readLock } from '$lib/features/offline/lock/lock-store';
import { letIn, mayShow } from '$lib/features/offline/lock/open-pages';
import { fetchAssets, ICON } from '$lib/features/offline/tablet-assets';

// Lets a tablet open its meetings where there is no network: scripts and styles of those pages from the first visit on, and
// the pages as they were last seen. What was written is not kept here but in each meeting's own copy.
// A new build waits until every page of the old one is closed: nothing is ever loaded anew in the middle of a meeting.

const worker = self as unknown as ServiceWorkerGlobalScope;
const ASSETS = `assets-${version}`;
const assets = new Set([...tabletFiles.map((file) => `/${file}`), ICON]);
/** A network that answers nothing for so long is taken for none. */
const PATIENCE_MS = 4_000;

worker.addEventListener('install', (event) => {
  event.waitUntil(fetchAssets(ASSETS, assets));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      // The build before stays: one of its pages may still be open, and the server has its scripts no more.
      const older = (await caches.keys()).filter((name) => name.startsWith('assets-') && name !== ASSETS);
      for (const name of older.slice(0, -1)) await caches.delete(name);
      // The very first page may be used offline at once.
      await worker.clients.claim();
    })()
  );
});

worker.addEventListener('message', (event) => {
  if (event.data === TAKE_OVER) event.waitUntil(takeOver());
  if (event.data === LET_IN && event.source instanceof Client) {
    const { id } = event.source;
    event.waitUntil(noteOpen(id).then(() => event.ports[0]?.postMessage(LET_IN)));
  }
});

/** Never in the middle of a meeting: not while any page of this browser is a tablet's. */
async function takeOver(): Promise<void> {
  const open = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (!open.some((client) => new URL(client.url).pathname.endsWith('/stool'))) await worker.skipWaiting();
}

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== worker.location.origin) return;
  if (request.method === 'POST' && isSignIn(url)) return event.respondWith(forgetAround(request));
  if (request.method !== 'GET') return;
  if (assets.has(url.pathname) || url.pathname.startsWith('/_app/immutable/'))
    return event.respondWith(fromAssets(request));
  if (request.mode === 'navigate' && url.pathname === UNLOCK) return event.respondWith(lockPage(request));
  if (isKept(url, request.mode === 'navigate')) return event.respondWith(fromNetworkElseKept(event));
});

async function fromAssets(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const own = await (await caches.open(ASSETS)).match(pathname);
  return own ?? (await caches.match(pathname)) ?? fetch(request);
}

async function fromNetworkElseKept(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const pages = await caches.open(PAGES_CACHE);
  const navigation = request.mode === 'navigate';
  const kept = async () => {
    const { pathname, search } = new URL(request.url);
    const found = await pages.match(pathname === BEGIN ? BEGIN : request, { ignoreVary: true });
    if (!found) return undefined;
    if (!(await mayShow(await living(), navigation ? undefined : event.clientId)))
      return navigation
        ? Response.redirect(`${UNLOCK}?next=${encodeURIComponent(pathname + search)}`, 303)
        : Response.error();
    if (navigation) await noteOpen(event.resultingClientId);
    return marked(found);
  };
  const fresh = fetch(request).then((response) => {
    // A redirect (to signing in) and an error are answers, but nothing to keep.
    if (response.ok && !response.redirected)
      event.waitUntil(pages.put(new URL(request.url).pathname === BEGIN ? BEGIN : request, response.clone()));
    return response;
  });
  const patience = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS));
  try {
    const first = await Promise.race([fresh, patience]);
    if (first && first.status < 500) return first;
    return (await kept()) ?? first ?? (await fresh);
  } catch (error) {
    const found = await kept();
    if (found) return found;
    throw error;
  }
}

async function living(): Promise<string[]> {
  const open = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return open.map(({ id }) => id);
}

async function noteOpen(id: string): Promise<void> {
  // Without storage there is no PIN either.
  await living()
    .then((ids) => letIn(id, ids))
    .catch(() => undefined);
}

async function lockPage(request: Request): Promise<Response> {
  const found = await (await caches.open(PAGES_CACHE)).match(UNLOCK);
  return found ? marked(found) : fetch(request);
}

/** Says in its headers that it comes from this tablet, so that the page does not take its time for the server's. */
function marked(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.append('server-timing', KEPT_MARK);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** Whoever signs in or out on a shared tablet finds no page of the person before. */
async function forgetAround(request: Request): Promise<Response> {
  const copy = request.clone();
  const response = await fetch(request);
  await caches.delete(PAGES_CACHE);
  // A password that was refused takes nobody's PIN away; the same person again keeps hers.
  if (await leadsOn(response)) await forgetOther(copy).catch(() => forgetLock().catch(() => undefined));
  return response;
}

async function forgetOther(copy: Request): Promise<void> {
  const username = (await copy.formData()).get('username');
  if (username === null || (await readLock())?.username !== username) await forgetLock();
}

/** Signed in or out: the browser is led on, by a redirect or by what Kit's own forms are told in place of one. */
async function leadsOn(response: Response): Promise<boolean> {
  if (response.type === 'opaqueredirect' || response.redirected) return true;
  const told: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return (told as { type?: string } | null)?.type === 'redirect';
}
