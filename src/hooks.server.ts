import { randomUUID } from 'node:crypto';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import type { RefusalKey } from '$lib/domain/refusal';
import { chooseTheme, APPEARANCE_COOKIES } from '$lib/features/desk/appearance';
import { chooseLocale } from '$lib/words/dictionary';
import { refusalSentence } from '$lib/words/refusals';
import { problemResponse } from '$server/api';
import { originAllowed } from '$server/config';
import { callerOfToken, DEVICE_COOKIE, deviceIdOf, newSecret, SESSION_COOKIE } from '$server/identity';
import { runningServices } from '$server/globals';
import { startServices, type Services } from '$server/services';
import { amiss } from './routes/open311/answer';
import { cleanText } from './text-in';

export const init: ServerInit = async () => {
  await startServices();
};

const TWO_YEARS_S = 2 * 365 * 24 * 3600;
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The script of app.html that only the desk's pages need; the others may have no script at all. */
const EARLY_WORDS = /<script data-early.*?<\/script>/s;

/** Who asks, in which language and look, on which device; and one line in the log for each request. */
export const handle: Handle = async ({ event, resolve }) => {
  const started = performance.now();
  const services = runningServices<Services>();
  if (!services) throw new Error('the services are not running');
  const { locals, cookies, request, url } = event;
  cleanText(event);
  const secure = url.protocol === 'https:';
  // By the route: `/%61pi/v1/…` leads to the same door.
  const api = event.route.id ? event.route.id.startsWith('/api/') : url.pathname.startsWith('/api/');

  // Public data for programs: nobody is known there, and no cookie is set that would keep the answer from being kept.
  const facade = event.route.id?.startsWith('/open311/') ?? false;

  locals.services = services;
  locals.requestId = randomUUID();
  locals.locale = chooseLocale(cookies.get(APPEARANCE_COOKIES.locale), request.headers.get('accept-language'));

  let device = cookies.get(DEVICE_COOKIE);
  if (!facade && !deviceIdOf(device)) {
    device = newSecret();
    cookies.set(DEVICE_COOKIE, device, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: TWO_YEARS_S });
  }
  locals.deviceId = deviceIdOf(device) ?? '';

  const bearer = api ? /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] : undefined;
  locals.viaToken = bearer !== undefined;
  locals.caller = null;
  if (bearer) locals.caller = await callerOfToken(services, bearer);
  else if (!facade) {
    const token = cookies.get(SESSION_COOKIE);
    const found = await services.sessions.validate(token);
    if (found) locals.caller = { ...found.caller, deviceId: locals.deviceId };
    if (found?.renewed && token)
      cookies.set(SESSION_COOKIE, token, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure,
        expires: found.renewed
      });
  }

  const origin = request.headers.get('origin');
  const foreign =
    api &&
    !bearer &&
    !READING.has(request.method) &&
    origin !== null &&
    origin !== url.origin &&
    !originAllowed(services.config, origin, url.host);
  let response = foreign
    ? problemResponse({ refused: 'origin/foreign' }, locals.locale, url.pathname)
    : await resolve(event, {
        transformPageChunk: ({ html }) =>
          (event.route.id?.startsWith('/(desk)/') ? html : html.replace(EARLY_WORDS, ''))
            .replace('%stoolside.lang%', locals.locale)
            .replace('%stoolside.theme%', chooseTheme(cookies.get(APPEARANCE_COOKIES.theme)))
      });

  // What Kit itself refuses (a method that a door has not got, an address that cannot be read) and what breaks is said in
  // the API's way too.
  if (api && response.status >= 400 && !response.headers.get('content-type')?.includes('problem')) {
    const allow = response.headers.get('allow');
    response = problemResponse({ refused: refusalOf(response.status) }, locals.locale, url.pathname);
    if (allow) response.headers.set('allow', allow);
  }

  if (facade && response.status === 500) response = amiss(event, 500, 'error/fault');

  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('referrer-policy', 'same-origin');
  response.headers.set('permissions-policy', 'geolocation=(), payment=(), usb=(), microphone=(self), camera=(self)');
  response.headers.set('cross-origin-opener-policy', 'same-origin');
  response.headers.set('x-request-id', locals.requestId);
  if (locals.caller && !response.headers.has('cache-control'))
    response.headers.set('cache-control', 'private, no-cache');

  // The route, not the address: a code or a search word in it could name somebody.
  services.log.info(
    {
      request: locals.requestId,
      method: request.method,
      route: event.route.id,
      status: response.status,
      ms: Math.round(performance.now() - started)
    },
    'request'
  );
  return response;
};

function refusalOf(status: number): RefusalKey {
  if (status === 405) return 'method/unknown';
  return status < 500 ? 'page/absent' : 'server/fault';
}

/** A fault: the log gets all of it, the person one sentence and a number to read out. */
export const handleError: HandleServerError = ({ error, event, status }) => {
  const { requestId, locale, services } = event.locals;
  const refused = status === 404 || status === 405 ? refusalOf(status) : 'server/fault';
  if (status >= 500) services?.log.error({ request: requestId, route: event.route.id, err: error }, 'fault');
  return { message: refusalSentence({ refused }, locale ?? 'zh-CN'), refusal: { refused }, requestId };
};
