import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownPath } from '$lib/features/identity/own-path';

const here = new URL('https://stool.example/sign-in');

describe('where a wish to go on leads', () => {
  it('keeps a path of ours with its query', () => {
    expect(ownPath('/ledger?q=电梯&state=open', here)).toBe('/ledger?q=%E7%94%B5%E6%A2%AF&state=open');
  });

  it.each([
    ...['//evil.example', '/\\evil.example', '/.//evil.example', '/x/..//evil.example', '/\t/evil.example'],
    ...['https://evil.example', 'https:evil.example', 'javascript:alert(1)', 'http://[', '', 'ledger', null, undefined]
  ])('sends nobody elsewhere with %j', (wish) => {
    expect(ownPath(wish, here)).toBe('/');
  });

  it('gives a path of our own origin whatever is wished', () => {
    const hostile = fc.array(
      fc.constantFrom('/', '\\', '.', '..', '\t', '\n', ' ', '%2f', '@', ':', '?', '#', 'evil.example')
    );
    fc.assert(
      fc.property(hostile, (parts) => {
        const path = ownPath('/' + parts.join(''), here);
        expect(path.startsWith('/')).toBe(true);
        expect(new URL(path, here).origin).toBe(here.origin);
      }),
      { numRuns: 2000 }
    );
  });
});
