import { describe, expect, it } from 'vitest';
import { piecesOf, screenMode } from '$lib/domain/publicity/pages';
import { plainCode, type Shown, type ShownEntry, type ShownIssue } from '$lib/domain/publicity/shown';

const entry = (id: string, text = id): ShownEntry => ({
  id,
  at: '2026-11-23T10:00:00.000Z',
  kind: 'voice',
  speaker: '9号楼居民',
  text,
  dissents: []
});
const issue = (id: string): ShownIssue => ({
  id,
  title: id,
  detail: '',
  category: null,
  outcome: 'open',
  answer: '',
  owner: null,
  dueOn: null,
  raisedBy: '',
  supporters: 0,
  confirmed: false,
  dissents: []
});
const meeting: Shown = {
  code: 'hay7kw',
  community: '槐荫里社区',
  timeZone: 'Asia/Shanghai',
  title: '9号楼小广场小板凳议事会',
  kind: 'stool',
  venue: '9号楼小广场',
  startsAt: '2026-11-23T10:00:00.000Z',
  phase: 'live',
  spotlight: null,
  agendaAt: null,
  agenda: [],
  entries: [entry('one'), entry('two')],
  issues: [issue('lamp')],
  present: 0,
  people: { groups: [], names: [] },
  photo: null,
  speakerNow: null,
  waiting: [],
  phonesOpen: true,
  polls: [],
  disputes: [],
  reports: [],
  screen: { size: 1, outdoors: false, frozen: false }
};
const ids = (page: 'residents' | 'screen', shown: Shown) => piecesOf(page, shown).map(({ id }) => id);

describe('what stands on a public page', () => {
  it('shows the newest entry first', () => {
    const diary = ids('residents', meeting).filter((id) => id.startsWith('entry-'));
    expect(diary).toEqual(['entry-two', 'entry-one']);
  });

  it('does not show an entry whose writer has not typed a word yet', () => {
    const shown = { ...meeting, entries: [entry('one'), entry('two', ' \n')] };
    expect(ids('residents', shown)).not.toContain('entry-two');
    expect(ids('screen', shown)).not.toContain('entry-two');
  });

  it('marks only the newest entry of the screen', () => {
    const newest = piecesOf('screen', meeting).filter(({ props }) => props.newest === true);
    expect(newest.map(({ id }) => id)).toEqual(['entry-two']);
  });

  it.each([
    [{ phase: 'prepare' }, 'welcome'],
    [{ phase: 'live' }, 'live'],
    [{ phase: 'readback' }, 'readback'],
    [{ phase: 'closed' }, 'closed'],
    [{ phase: 'live', spotlight: 'one' }, 'spotlight'],
    [{ phase: 'readback', spotlight: 'lamp' }, 'spotlight'],
    [{ phase: 'closed', spotlight: 'one' }, 'closed'],
    [{ phase: 'live', spotlight: 'gone' }, 'live'],
    [{ phase: 'interlude' }, 'live']
  ])('sets the screen for %o as %s', (change, mode) => {
    expect(screenMode({ ...meeting, ...change })).toBe(mode);
  });

  it('fills the screen with the spotlit issue, under its own number', () => {
    const shown = { ...meeting, issues: [issue('lamp'), issue('lift')], spotlight: 'lift' };
    const spotlight = piecesOf('screen', shown).find(({ id }) => id === 'spotlight');
    expect(spotlight?.props).toMatchObject({ n: 2, issue: { id: 'lift' } });
  });

  it.each(['prepare', 'live', 'readback', 'closed'])('gives every piece an id of its own in phase %s', (phase) => {
    for (const page of ['residents', 'screen'] as const) {
      const all = ids(page, { ...meeting, phase });
      expect(new Set(all).size).toBe(all.length);
    }
  });

  it.each([
    ['HAY 7KW', 'hay7kw'],
    ['ｈａｙ７ｋｗ', 'hay7kw'],
    [' hay-7kw/ ', 'hay7kw']
  ])('reads the code %s as people type it', (typed, code) => {
    expect(plainCode(typed)).toBe(code);
  });
});
