import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REFUSALS, refused, type RefusalKey } from '$lib/domain/refusal';
import { judge, problemOf, problemResponse, readJson, readQuery, schemas } from '../../../server/api';

const keys = Object.keys(REFUSALS) as RefusalKey[];

describe('a refusal as a problem document (RFC 9457)', () => {
  it.each(keys)('%s has its status, a type of its own and a sentence in both languages', (key) => {
    const chinese = problemOf({ refused: key }, 'zh-CN', '/api/v1/x');
    const english = problemOf({ refused: key }, 'en');
    expect(chinese).toMatchObject({ status: REFUSALS[key], instance: '/api/v1/x' });
    expect(chinese.status).toBeGreaterThanOrEqual(400);
    expect(chinese.title).toMatch(/\p{Script=Han}/u);
    expect(english.title).not.toMatch(/\p{Script=Han}/u);
    expect(english.title.length).toBeGreaterThan(5);
    expect(chinese.type).toBe(english.type);
  });

  it('has types that do not meet', () => {
    expect(new Set(keys.map((key) => problemOf({ refused: key }, 'en').type)).size).toBe(keys.length);
  });

  it('says when to come back', async () => {
    const response = problemResponse({ refused: 'sign-in/slowed', with: { seconds: 8 } }, 'en', '/api/v1/session');
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('8');
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect((await response.json()).detail).toContain('8');
  });

  it('names each field that does not fit', () => {
    const judged = judge(schemas.planInput, { title: '', kind: 'party', agenda: [{ title: 'x', minutes: -1 }] });
    if (!refused(judged)) throw new Error('taken');
    expect(Object.keys(problemOf(judged, 'zh-CN').fields!).sort()).toEqual(['agenda.0.minutes', 'kind', 'title']);
  });
});

describe('what is sent in', () => {
  const post = (body: BodyInit, type = 'application/json') =>
    new Request('http://x.example', { method: 'POST', body, headers: { 'content-type': type } });

  it('is refused where it is no JSON, or says it is not', async () => {
    for (const request of [post('{'), post('{}', 'text/plain'), post('"a"', 'application/xml')])
      expect(await readJson(request, schemas.signInInput)).toMatchObject({ refused: 'input/not-json' });
  });

  it('is refused where it is too large, whatever it claims to be', async () => {
    const large = JSON.stringify({ title: 'x'.repeat(300 * 1024) });
    expect(await readJson(post(large), schemas.planInput)).toMatchObject({ refused: 'input/too-large' });
  });

  it('never breaks the check, whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const judged = judge(schemas.planInput, value);
        expect(refused(judged) || 'value' in judged).toBe(true);
      }),
      { numRuns: 500 }
    );
  });

  it('counts an empty query parameter as absent, and refuses one that means nothing', () => {
    const read = (query: string) => readQuery(new URL(`http://x.example/?${query}`), schemas.ledgerQuery);
    expect(read('q=&state=&owner=')).toEqual({ value: {} });
    expect(read('state=lost')).toMatchObject({ refused: 'input/invalid', fields: { state: 'field/unfit' } });
    expect(read('limit=1000000')).toMatchObject({ refused: 'input/invalid' });
  });
});
