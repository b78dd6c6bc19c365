import { REFUSALS, type Refusal } from '$lib/domain/refusal';
import type { Locale } from '$lib/words/dictionary';
import { refusalSentence } from '$lib/words/refusals';

/** RFC 9457: a refusal as a problem document in the caller's language. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance?: string;
  /** field → sentence */
  fields?: Record<string, string>;
}

export function problemOf(refusal: Refusal, locale: Locale, instance?: string): Problem {
  const sentence = refusalSentence(refusal, locale);
  const fields = Object.entries(refusal.fields ?? {}).map(([name, key]) => [
    name,
    refusalSentence({ refused: key }, locale)
  ]);
  return {
    type: `urn:stoolside:problem:${refusal.refused.replace('/', ':')}`,
    title: sentence,
    status: REFUSALS[refusal.refused],
    detail: sentence,
    ...(instance ? { instance } : {}),
    ...(fields.length ? { fields: Object.fromEntries(fields) } : {})
  };
}

export function problemResponse(refusal: Refusal, locale: Locale, instance?: string): Response {
  const problem = problemOf(refusal, locale, instance);
  const headers: Record<string, string> = { 'content-type': 'application/problem+json', 'content-language': locale };
  const seconds = refusal.with?.seconds;
  if (seconds !== undefined) headers['retry-after'] = String(seconds);
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}
