import { refused, type Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import { problemResponse } from './problem';

interface Asking {
  locals: { caller: Caller | null; locale: 'zh-CN' | 'en' };
  url: URL;
}

/** A result as JSON, a refusal as a problem document. */
export function answer<T extends object>(
  { locals, url }: Asking,
  result: T | Refusal,
  status = 200,
  headers?: HeadersInit
): Response {
  if (refused(result)) return problemResponse(result, locals.locale, url.pathname);
  return Response.json(result, { status, ...(headers ? { headers } : {}) });
}

/** Runs the work for whoever is signed in, or says that somebody must be. */
export async function forCaller(
  event: Asking,
  work: (caller: Caller) => Promise<Response | Refusal>
): Promise<Response> {
  const { caller, locale } = event.locals;
  const result = caller ? await work(caller) : { refused: 'sign-in/required' as const };
  return result instanceof Response ? result : problemResponse(result, locale, event.url.pathname);
}
