import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  choiceIds,
  DOTS_EACH,
  fitVote,
  handsOf,
  quorumMet,
  resultOf,
  type HandCount,
  type PollFacts,
  type Tally
} from '$lib/domain/meetings/deciding';

const count = (id: string, tally: Tally, minute: number | null, typed = false): HandCount => ({
  id,
  name: `平板${id}`,
  tally,
  doneAt: minute === null ? null : `2026-11-23T11:${String(minute).padStart(2, '0')}:00.000Z`,
  typed
});
const poll = (given: Partial<PollFacts> = {}): PollFacts => ({
  kind: 'vote',
  choices: [],
  counts: [],
  phoneTally: {},
  phoneVoters: 0,
  objections: [],
  ...given
});

describe('hands that two tablets count', () => {
  it('hold when both say the same, whatever a third had counted before', () => {
    const counts = [
      count('a', { for: 9, against: 4 }, 1),
      count('b', { for: 8, against: 4 }, 2),
      count('c', { for: 8, against: 4 }, 3)
    ];
    expect(handsOf(poll({ counts }))).toEqual({
      state: 'agree',
      tally: { for: 8, against: 4, abstain: 0 },
      differ: []
    });
  });

  it('do not hold when they differ, and say about what', () => {
    const counts = [count('a', { for: 9, against: 4 }, 1), count('b', { for: 8, against: 4 }, 2)];
    expect(handsOf(poll({ counts }))).toEqual({ state: 'differ', tally: null, differ: ['for'] });
    expect(resultOf(poll({ counts })).ready).toBe(false);
  });

  it('of one tablet wait for the other, unless the one who leads says that they hold', () => {
    expect(handsOf(poll({ counts: [count('a', { for: 3 }, 1)] })).state).toBe('one');
    expect(handsOf(poll({ counts: [count('a', { for: 3 }, 1, true)] }))).toMatchObject({
      state: 'typed',
      tally: { for: 3, against: 0, abstain: 0 }
    });
    expect(handsOf(poll({ counts: [count('a', { for: 3 }, null)] })).state).toBe('counting');
  });

  it('and nobody counted is no vote of hands: phones alone decide', () => {
    const result = resultOf(poll({ phoneTally: { for: 5, against: 2 }, phoneVoters: 7 }));
    expect(result).toMatchObject({ ready: true, outcome: 'passed', hands: null, total: { for: 5, against: 2 } });
  });
});

describe('what came of it', () => {
  const tally = fc.record({ for: fc.nat(300), against: fc.nat(300), abstain: fc.nat(300) });

  it('is hands and phones added up, choice by choice', () => {
    fc.assert(
      fc.property(tally, tally, (hands, phones) => {
        const counts = [count('a', hands, 1), count('b', hands, 2)];
        const { total, outcome } = resultOf(poll({ counts, phoneTally: phones }));
        for (const id of choiceIds(poll())) expect(total[id]).toBe(hands[id as 'for'] + phones[id as 'for']);
        const most = total.for! - total.against!;
        const cast = total.for! + total.against! + total.abstain!;
        expect(outcome).toBe(!cast ? 'nothing' : most > 0 ? 'passed' : most < 0 ? 'failed' : 'tied');
      })
    );
  });

  it('never counts what is no choice of the poll', () => {
    const { total } = resultOf(poll({ phoneTally: { for: 1, forged: 99, __proto__: 5 } as Tally }));
    expect(total).toEqual({ for: 1, against: 0, abstain: 0 });
  });

  it('ranks several by their votes, equal ones as they were listed, and says when the top is level', () => {
    const choices = ['lamp', 'lift', 'trees'].map((id) => ({ id }));
    const given = poll({ kind: 'dots', choices, phoneTally: { lift: 4, trees: 4, lamp: 1 } });
    expect(resultOf(given)).toMatchObject({ outcome: 'level', ranking: ['lift', 'trees', 'lamp'] });
    expect(resultOf({ ...given, phoneTally: { lamp: 2 } })).toMatchObject({
      outcome: 'leading',
      ranking: ['lamp', 'lift', 'trees']
    });
  });

  it('is consent once every objection is talked over, and not while a phone objects without a name', () => {
    const objection = { id: 'o', name: '葛大爷', reason: '太吵', at: '', settledAt: null };
    const given = poll({ kind: 'consent', phoneTally: { accept: 6, object: 1 }, objections: [objection] });
    expect(resultOf(given).outcome).toBe('objected');
    expect(resultOf({ ...given, objections: [{ ...objection, settledAt: 'now' }] }).outcome).toBe('consent');
    expect(resultOf({ ...given, objections: [] }).outcome).toBe('objected');
  });

  it('counts with a quorum only where one is set and somebody counted who is there', () => {
    expect([quorumMet(30, 20), quorumMet(10, 20), quorumMet(10, null), quorumMet(0, 20)]).toEqual([
      true,
      false,
      null,
      null
    ]);
  });
});

describe('a phone’s vote', () => {
  it('is one known choice, or as many dots as there are', () => {
    expect(fitVote(poll(), ['for'])).toEqual(['for']);
    for (const given of [[], ['for', 'against'], ['maybe'], ['__proto__']]) expect(fitVote(poll(), given)).toBeNull();
    const dots = poll({ kind: 'dots', choices: [{ id: 'lamp' }, { id: 'lift' }] });
    expect(fitVote(dots, ['lamp', 'lamp', 'lift'])).toEqual(['lamp', 'lamp', 'lift']);
    expect(
      fitVote(
        dots,
        Array.from({ length: DOTS_EACH + 1 }, () => 'lamp')
      )
    ).toBeNull();
  });
});
