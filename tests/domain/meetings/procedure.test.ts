import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOTHING_ANNOUNCED } from '$lib/domain/calendar/work-calendar';
import { dayIn } from '$lib/domain/meetings/days';
import {
  counts,
  readRules,
  requirements,
  STANDARD,
  TRACKS,
  usualTrack,
  type ProcedureFacts
} from '$lib/domain/meetings/procedure';

const day = (moment: string) => dayIn(moment, 'Asia/Shanghai');
const facts = (given: Partial<ProcedureFacts> = {}): ProcedureFacts => ({
  plannedAt: '2026-11-23T02:00:00.000Z',
  startsAt: '2026-11-25T11:00:00.000Z',
  begun: true,
  issues: [],
  signedIn: 0,
  votes: 0,
  minutesFinal: false,
  ...given
});
const states = (track: (typeof TRACKS)[number], given: Partial<ProcedureFacts>, now: string) =>
  Object.fromEntries(
    requirements(track, STANDARD, facts(given), now, day, NOTHING_ANNOUNCED).map(({ key, state }) => [key, state])
  );

describe('at once', () => {
  const settled = { settledAt: '2026-11-26T11:00:00.000Z', rated: true };
  it('counts when everything was answered or settled within 48 hours and asked about', () => {
    expect(states('at-once', { issues: [settled] }, '2026-11-28T00:00:00.000Z')).toEqual({
      settled: 'met',
      'call-back': 'met'
    });
  });
  it('lacks what is not settled only once the hours are over', () => {
    const open = { issues: [settled, { settledAt: null, rated: false }] };
    expect(states('at-once', open, '2026-11-26T12:00:00.000Z').settled).toBe('not-yet-due');
    expect(states('at-once', open, '2026-11-27T11:00:01.000Z').settled).toBe('lacks');
  });
  it('lacks what was settled too late, and the call-back of what was settled', () => {
    const late = { issues: [{ settledAt: '2026-11-28T11:00:00.000Z', rated: false }] };
    expect(states('at-once', late, '2026-11-29T11:00:00.000Z')).toEqual({ settled: 'lacks', 'call-back': 'lacks' });
  });
});

describe('in depth', () => {
  it('lacks sign-in, votes and minutes until they are there', () => {
    expect(states('in-depth', {}, '2026-11-25T12:00:00.000Z')).toEqual({
      begun: 'met',
      'sign-in': 'lacks',
      votes: 'lacks',
      minutes: 'lacks'
    });
    const whole = { signedIn: 9, votes: 1, minutesFinal: true };
    expect(
      counts(requirements('in-depth', STANDARD, facts(whole), '2026-11-25T12:00:00.000Z', day, NOTHING_ANNOUNCED))
    ).toBe(true);
  });
  it('must begin within five working days of the planning, weekends not counted', () => {
    // Planned on a Monday: the fifth working day is the next Monday.
    expect(states('in-depth', { startsAt: '2026-11-30T11:00:00.000Z' }, '2026-11-30T12:00:00.000Z').begun).toBe('met');
    expect(states('in-depth', { startsAt: '2026-12-01T11:00:00.000Z' }, '2026-12-01T12:00:00.000Z').begun).toBe(
      'lacks'
    );
    expect(states('in-depth', { begun: false }, '2026-11-24T12:00:00.000Z').begun).toBe('not-yet-due');
  });
  it('asks for nothing that the community does not ask for', () => {
    const rules = { ...STANDARD, inDepth: { workingDays: 9, signIn: false, votes: false, minutes: false } };
    expect(
      requirements('in-depth', rules, facts(), '2026-11-25T12:00:00.000Z', day, NOTHING_ANNOUNCED).map(({ key }) => key)
    ).toEqual(['begun']);
  });
});

describe('the rules a community set', () => {
  it('are the standard where nothing, or nothing that fits, was set', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const { atOnce, inDepth } = readRules(value);
        expect(atOnce.hours).toBeGreaterThan(0);
        expect(inDepth.workingDays).toBeGreaterThan(0);
        expect(readRules({ atOnce, inDepth })).toEqual({ atOnce, inDepth });
      })
    );
    expect(readRules(null)).toEqual(STANDARD);
  });
  it('leave a stool meeting on the quick track and a review on the deep one', () => {
    expect([usualTrack('stool'), usualTrack('review')]).toEqual(['at-once', 'in-depth']);
  });
});
