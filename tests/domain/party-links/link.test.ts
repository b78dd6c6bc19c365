import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRESH, type Part, type Standing } from '$lib/domain/ledger/item-state';
import { STATES } from '$lib/domain/ledger/state';
import { decide } from '$lib/domain/ledger/transitions';
import { linkActs, linkSide, LINK_ACTS } from '$lib/domain/party-links/link';

const standing = (over: Partial<Standing>): Standing => ({ ...FRESH, ownerId: 'fire', ...over });
const part = (state: Part['state']): Standing['parts'] => ({ fire: { task: '验收', dueOn: null, state } });

describe('what is done over a link', () => {
  it('[P4] the lead: accept before anything else, then finish; more time once until it is answered', () => {
    expect(linkActs(standing({ state: 'dispatched' }), 'fire')).toEqual(['accept', 'note', 'ask', 'return']);
    expect(linkActs(standing({ state: 'handling' }), 'fire')).toEqual(['finish', 'note', 'ask', 'return']);
    const asked = { what: 'extend' as const, day: '2026-12-01', reason: '等货' };
    expect(linkActs(standing({ state: 'handling', asked }), 'fire')).not.toContain('ask');
    expect(linkActs(standing({ state: 'held' }), 'fire')).toEqual(['note']);
    const parts = { water: { task: '', dueOn: null, state: 'asked' as const } };
    expect(linkActs(standing({ state: 'handling', parts }), 'fire')).not.toContain('finish');
  });

  it('[P4] a partner: his own part alone', () => {
    const lead = { state: 'handling' as const, ownerId: 'property' };
    expect(linkActs(standing({ ...lead, parts: part('asked') }), 'fire')).toEqual([
      ...['note', 'accept-part', 'finish-part', 'return-part']
    ]);
    expect(linkActs(standing({ ...lead, parts: part('accepted') }), 'fire')).toEqual([
      ...['note', 'finish-part', 'return-part']
    ]);
    for (const over of ['returned', 'done', 'released'] as const)
      expect(linkActs(standing({ ...lead, parts: part(over) }), 'fire')).toEqual([]);
  });

  it('[P3] what is over, given back, opened again or another’s is nothing of its', () => {
    for (const state of STATES) {
      const still = ['dispatched', 'handling', 'held'].includes(state);
      expect(linkSide(standing({ state }), 'fire')).toBe(still ? 'lead' : null);
      expect(linkSide(standing({ state }), 'water')).toBeNull();
      expect(linkActs(standing({ state }), 'water')).toEqual([]);
    }
  });

  it('[P4] whatever stands in an item, what is offered the ledger grants, and as a partner’s', () => {
    const states = fc.constantFrom(...STATES);
    const partState = fc.constantFrom<Part['state']>('asked', 'accepted', 'returned', 'done', 'released');
    fc.assert(
      fc.property(
        states,
        fc.constantFrom('fire', 'property', null),
        fc.option(partState),
        (state, ownerId, stateOfPart) => {
          const parts = stateOfPart && ownerId !== 'fire' ? part(stateOfPart) : {};
          const all = standing({ state, ownerId, parts });
          for (const act of linkActs(all, 'fire')) {
            const input = { reason: '好', ask: { what: 'extend' as const, day: '2026-12-01' }, partyId: 'fire' };
            const judged = decide(all, act, { role: 'partner', partyId: 'fire' }, input, '2026-11-23T02:00:00.000Z');
            expect(judged, `${act} of ${state}`).not.toHaveProperty('refused');
          }
        }
      )
    );
    expect(LINK_ACTS).not.toContain('verify');
  });
});
