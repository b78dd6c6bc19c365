import { describe, expect, it } from 'vitest';
import { fateAtClose, fateWhenLate, lacking, readiness, type IssueFacts } from '$lib/domain/meetings/readiness';

const whole: IssueFacts = {
  id: 'a',
  title: '楼道灯换成声控',
  detail: '',
  category: 'repair',
  outcome: 'ledger',
  answer: '',
  ownerId: 'property',
  dueOn: '2026-12-01',
  confirmedAt: '2026-11-23T11:00:00.000Z'
};

describe('the readback', () => {
  it('R1: says what lacks, in the order it is asked', () => {
    expect(lacking(whole)).toEqual([]);
    expect(lacking({ ...whole, title: ' ', outcome: 'open', ownerId: null, dueOn: null, category: null })).toEqual([
      'title',
      'outcome',
      'owner',
      'due',
      'category'
    ]);
    expect(lacking({ ...whole, outcome: 'answered', ownerId: null, dueOn: null })).toEqual(['answer']);
    expect(lacking({ ...whole, outcome: 'dropped', title: '' })).toEqual([]);
  });

  it('R2: only what was confirmed aloud becomes an item, whatever it lacks', () => {
    expect(fateAtClose(whole)).toBe('item');
    expect(fateAtClose({ ...whole, outcome: 'open' })).toBe('item');
    expect(fateAtClose({ ...whole, outcome: 'answered' })).toBe('answered');
    expect(fateAtClose({ ...whole, outcome: 'dropped' })).toBe('dropped');
    expect(fateAtClose({ ...whole, confirmedAt: null })).toBe('unconfirmed');
  });

  it('R3: after the close an unseen issue needs words and nothing else', () => {
    expect(fateWhenLate({ ...whole })).toBe('item');
    expect(fateWhenLate({ ...whole, title: '', detail: '台阶裂了' })).toBe('item');
    expect(fateWhenLate({ ...whole, title: ' ', detail: '' })).toBe('dropped');
    expect(fateWhenLate({ ...whole, outcome: 'answered' })).toBe('answered');
    expect(fateWhenLate({ ...whole, outcome: 'dropped' })).toBe('dropped');
  });

  it('R4: sums the meeting up', () => {
    const issues = [
      whole,
      { ...whole, id: 'b', outcome: 'answered', answer: '十点半关' },
      { ...whole, id: 'c', outcome: 'dropped' },
      { ...whole, id: 'd', confirmedAt: null }
    ];
    expect(readiness(issues)).toMatchObject({ items: 1, answered: 1, dropped: 1, unconfirmed: 1, complete: false });
    expect(readiness(issues.slice(0, 3)).complete).toBe(true);
    expect(readiness([{ ...whole, ownerId: null }]).complete).toBe(false);
    expect(readiness([]).complete).toBe(true);
  });
});
