import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROLES } from '$lib/domain/identity/role';
import { FRESH, type ActInput, type Standing } from '$lib/domain/ledger/item-state';
import { ACT_NAMES, ACTS, type Act } from '$lib/domain/ledger/acts';
import { STATES } from '$lib/domain/ledger/state';
import { actsFor, decide, replay, type ActEvent, type Actor, type Decision } from '$lib/domain/ledger/transitions';
import { refused } from '$lib/domain/refusal';

const NOW = '2026-11-23T10:00:00.000Z';
const staff: Actor = { role: 'staff', partyId: 'office' };
const owner: Actor = { role: 'partner', partyId: 'property' };
const stranger: Actor = { role: 'partner', partyId: 'heating' };
const house: Actor = { role: 'system', partyId: null };
const given: ActInput = {
  ownerId: 'property',
  dueOn: '2026-12-01',
  reason: '等配件',
  answer: '十点半关灯',
  intoId: 'other',
  rating: { speed: 5, effect: 4, attitude: 5 },
  reviewOn: '2026-12-20',
  importId: 'import'
};
const standing = (state: Standing['state'], ownerId: string | null = 'property'): Standing => ({
  ...FRESH,
  state,
  ownerId,
  dueOn: '2026-12-01'
});

function decided(at: Standing | null, act: Act, who: Actor, input: ActInput): Decision {
  const result = decide(at, act, who, input, NOW);
  if (refused(result)) throw new Error(`${act} was refused: ${result.refused}`);
  return result;
}

describe('the way of a promise', () => {
  it('T1: goes from open to rated, one act after the other', () => {
    const way: [Act, Actor][] = [
      ['open', { role: 'facilitator', partyId: 'me' }],
      ['dispatch', staff],
      ['accept', owner],
      ['finish', owner],
      ['verify', staff],
      ['rate', staff]
    ];
    let at: Standing | null = null;
    const states: string[] = [];
    for (const [act, who] of way) {
      at = decided(at, act, who, act === 'open' ? {} : given).next;
      states.push(at.state);
    }
    expect(states).toEqual(['open', 'dispatched', 'handling', 'finished', 'verified', 'rated']);
  });

  it('T1: an act outside the table is refused, and a merged item only comes out again', () => {
    expect(decide(standing('open'), 'finish', staff, given, NOW)).toEqual({ refused: 'item/not-now' });
    expect(decide(standing('rated'), 'dispatch', staff, given, NOW)).toEqual({ refused: 'item/not-now' });
    expect(decide(null, 'dispatch', staff, given, NOW)).toEqual({ refused: 'item/not-now' });
    expect(decide(standing('open'), 'open', staff, given, NOW)).toEqual({ refused: 'item/not-now' });
    const leaving = ACT_NAMES.filter((act) => ACTS[act].to !== 'same' && ACTS[act].from.includes('merged'));
    expect(leaving).toEqual(['unmerge']);
  });

  it('T2: is dispatched with an owner and a deadline, given or standing', () => {
    const bare = FRESH;
    expect(decide(bare, 'dispatch', staff, {}, NOW)).toEqual({
      refused: 'input/invalid',
      fields: { ownerId: 'field/missing', dueOn: 'field/missing' }
    });
    expect(decided(standing('open'), 'dispatch', staff, {}).next.state).toBe('dispatched');
    expect(decided(bare, 'dispatch', staff, given).next).toEqual({
      ...standing('dispatched'),
      firstDueOn: '2026-12-01',
      dispatchedAt: NOW
    });
  });

  it('T3: its owner accepts, returns, resumes and finishes, a stranger does not, the office may', () => {
    for (const [state, act] of [
      ['dispatched', 'accept'],
      ['dispatched', 'return'],
      ['held', 'resume'],
      ['handling', 'finish']
    ] as const) {
      expect(decide(standing(state), act, owner, given, NOW)).toHaveProperty('next');
      expect(decide(standing(state), act, staff, given, NOW)).toHaveProperty('next');
      expect(decide(standing(state), act, stranger, given, NOW)).toEqual({ refused: 'right/missing' });
    }
    expect(actsFor(standing('dispatched'), owner).sort()).toEqual(['accept', 'ask', 'note', 'return']);
    expect(actsFor(standing('dispatched'), stranger)).toEqual([]);
  });

  it('T4: nobody rates himself, not even the office', () => {
    const own: Actor = { role: 'secretary', partyId: 'property' };
    for (const [state, act] of [
      ['verified', 'rate'],
      ['finished', 'verify'],
      ['handling', 'hold'],
      ['handling', 'extend']
    ] as const) {
      expect(decide(standing(state), act, own, given, NOW)).toEqual({ refused: 'right/missing' });
      expect(decide(standing(state), act, staff, given, NOW)).toHaveProperty('next');
    }
  });

  it('T5: return, extend, hold, finish, decline and reopen say why', () => {
    for (const [state, act] of [
      ['dispatched', 'return'],
      ['handling', 'extend'],
      ['handling', 'hold'],
      ['handling', 'finish'],
      ['open', 'decline'],
      ['rated', 'reopen']
    ] as const) {
      expect(decide(standing(state), act, staff, { ...given, reason: '  ' }, NOW)).toEqual({
        refused: 'input/invalid',
        fields: { reason: 'field/missing' }
      });
      expect(decided(standing(state), act, staff, given).event.reason).toBe('等配件');
    }
  });

  it('T6: returned it is nobody’s; reopened it keeps its owner on record', () => {
    expect(decided(standing('handling'), 'return', owner, { reason: '不归我们管' }).next).toEqual({
      ...standing('open', null),
      returns: 1
    });
    expect(decided(standing('verified'), 'reopen', staff, { reason: '又坏了' }).next).toEqual({
      ...standing('open'),
      reworks: 1
    });
  });

  it('T7: a rating is three whole numbers from 1 to 5', () => {
    for (const rating of [
      undefined,
      { speed: 0, effect: 3, attitude: 3 },
      { speed: 3, effect: 6, attitude: 3 },
      { speed: 3, effect: 2.5, attitude: 3 }
    ])
      expect(decide(standing('verified'), 'rate', staff, { rating }, NOW)).toMatchObject({ refused: 'input/invalid' });
  });

  it('T8: the meeting opens, answers and says what it hears of a report; the server opens, answers, amends, counts again and takes up, and nothing else', () => {
    const facilitator: Actor = { role: 'facilitator', partyId: 'me' };
    expect(ACT_NAMES.filter((act) => !refused(decide(standing('open'), act, facilitator, given, NOW)))).toEqual([
      'answer',
      'note',
      'report-done',
      'report-not-yet'
    ]);
    expect(refused(decide(null, 'open', facilitator, {}, NOW))).toBe(false);
    expect(refused(decide(null, 'open', { role: 'informant', partyId: null }, {}, NOW))).toBe(true);
    for (const state of STATES)
      for (const act of ACT_NAMES) {
        const may = decide(standing(state), act, house, given, NOW);
        if (!refused(may)) expect(['answer', 'amend', 'recalculate', 'escalate']).toContain(act);
      }
  });
});

const someInput: fc.Arbitrary<ActInput> = fc.record(
  {
    ownerId: fc.constantFrom('property', 'heating', 'office', null),
    dueOn: fc.constantFrom('2026-12-01', '2027-01-15', null),
    reason: fc.constantFrom('', '等配件', ' '),
    answer: fc.constant('十点半'),
    intoId: fc.constantFrom('other', ''),
    otherId: fc.constantFrom('other', ''),
    reviewOn: fc.constantFrom('2026-12-20', '明天'),
    ask: fc.constant({ what: 'extend' as const, day: '2026-12-30' }),
    partyId: fc.constantFrom('property', 'heating', '__proto__'),
    partners: fc.constantFrom(
      [],
      [{ partyId: 'heating', task: '关阀', dueOn: null }],
      [{ partyId: 'property', task: '', dueOn: '2026-12-02' }]
    ),
    rating: fc.record({ speed: fc.integer(), effect: fc.constant(5), attitude: fc.constant(5) })
  },
  { requiredKeys: [] }
);
const someActor: fc.Arbitrary<Actor> = fc.record({
  role: fc.constantFrom(...ROLES, 'system' as const),
  partyId: fc.constantFrom('property', 'heating', 'office', null)
});

describe('dispatching', () => {
  it('T2: takes the deadline that stands, and is refused where it would take it away', () => {
    const open = decided(null, 'open', staff, { dueOn: '2026-12-01' }).next;
    expect(decided(open, 'dispatch', staff, { ownerId: 'property' }).next.dueOn).toBe('2026-12-01');
    expect(decide(open, 'dispatch', staff, { ownerId: 'property', dueOn: null }, NOW)).toEqual({
      refused: 'input/invalid',
      fields: { dueOn: 'field/missing' }
    });
  });
});

describe('any sequence of acts by anybody', () => {
  it('T9: leaves the item in a lawful state, and its events alone tell where it stands', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...ACT_NAMES), someActor, someInput), { maxLength: 60 }),
        (acts) => {
          let at: Standing | null = null;
          const events: ActEvent[] = [];
          for (const [act, who, input] of [['open', staff, {}] as [Act, Actor, ActInput], ...acts]) {
            const result = decide(at, act, who, input, NOW);
            if (refused(result)) continue;
            expect(ACTS[act].from).toContain(at?.state ?? null);
            expect(STATES).toContain(result.next.state);
            if (result.next.state === 'dispatched' && act === 'dispatch') {
              expect(result.next.ownerId).not.toBeNull();
              expect(result.next.dueOn).not.toBeNull();
            }
            at = result.next;
            events.push(JSON.parse(JSON.stringify(result.event)) as ActEvent);
          }
          expect(replay(events)).toEqual(at);
        }
      ),
      { numRuns: 500 }
    );
  });

  it('T9: a history that the table does not allow is a fault', () => {
    const open = decided(null, 'open', staff, given).event;
    expect(replay([])).toBeNull();
    expect(() => replay([open, open])).toThrow('does not follow');
    expect(() => replay([open, { ...open, act: 'rate', fromState: 'open', toState: 'rated' }])).toThrow(
      'does not follow'
    );
    expect(() => replay([{ ...open, toState: 'rated' }])).toThrow('does not lead');
  });
});
