import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenAt, canonicalJson, eventHash, GENESIS, type HashedEvent } from '$lib/domain/ledger/event-hash';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function chain(length: number): (HashedEvent & { hash: string })[] {
  const events: (HashedEvent & { hash: string })[] = [];
  for (let seq = 1; seq <= length; seq++) {
    const event = {
      communityId: 'c',
      seq,
      itemId: `item-${seq % 3}`,
      at: '2026-11-23T10:00:00.000Z',
      actorId: 'a',
      actorName: '蒲晓棠',
      act: 'open',
      fromState: null,
      toState: 'open',
      reason: '',
      detail: { dueOn: '2026-12-01', nested: { b: 1, a: [2, null] } },
      prevHash: events.at(-1)?.hash ?? GENESIS
    };
    events.push({ ...event, hash: eventHash(sha256, event) });
  }
  return events;
}

describe('the history’s hashes', () => {
  it('H1: hold while nothing is touched', () => {
    expect(brokenAt(sha256, [])).toBeNull();
    expect(brokenAt(sha256, chain(8))).toBeNull();
  });

  it('H1: show whatever is altered, removed, swapped or slipped in', () => {
    const columns = ['itemId', 'at', 'actorId', 'actorName', 'act', 'fromState', 'toState', 'reason', 'hash'] as const;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), fc.constantFrom(...columns), (at, column) => {
        const altered = chain(8);
        altered[at] = { ...altered[at]!, [column]: 'other' };
        expect(brokenAt(sha256, altered)).toBe(at + 1);
        const removed = chain(8);
        removed.splice(at, 1);
        expect(brokenAt(sha256, removed)).toBe(at + 1);
        const swapped = chain(8);
        [swapped[at], swapped[at + 1]] = [swapped[at + 1]!, swapped[at]!];
        expect(brokenAt(sha256, swapped)).toBe(at + 1);
        const rewritten = chain(8);
        const forged = { ...rewritten[at]!, detail: { dueOn: '2030-01-01' } };
        rewritten[at] = { ...forged, hash: eventHash(sha256, forged) };
        expect(brokenAt(sha256, rewritten), 'the next one knows the old hash').toBe(at + 2);
      })
    );
  });

  it('H1: the same value has the same text, however its keys are ordered', () => {
    expect(canonicalJson({ b: 1, a: { d: [1, { z: 1, y: 2 }], c: undefined } })).toBe(
      '{"a":{"d":[1,{"y":2,"z":1}]},"b":1}'
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      })
    );
  });
});
