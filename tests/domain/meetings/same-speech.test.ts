import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containedIn, sameSpeech, sameSpeeches, type SpokenLine } from '$lib/domain/meetings/same-speech';

const line = (id: string, text: string, given: Partial<SpokenLine> = {}): SpokenLine => ({
  id,
  text,
  at: '2026-11-23T11:00:00.000Z',
  kind: 'voice',
  speaker: '',
  by: `person of ${id}`,
  ...given
});
const never = () => false;

describe('one speech that two tablets wrote down', () => {
  it('is seen when one wrote a little more than the other, and the fuller one is kept', () => {
    const short = line('a', '楼道的灯坏了半个月没人修');
    const full = line('b', '楼道的灯坏了半个月，没有人修，老人下楼看不见');
    expect(sameSpeech(short, full)).toMatchObject({ keep: full, other: short });
    expect(sameSpeech(full, short)).toMatchObject({ keep: full, other: short, adds: false });
  });

  it.each([
    ['the same person wrote both', { by: 'person of a' }],
    ['they were said by two people', { speaker: '葛大爷' }],
    ['one is an answer', { kind: 'answer' }],
    ['they are ten minutes apart', { at: '2026-11-23T11:10:00.000Z' }]
  ])('is not seen where %s', (_, given) => {
    const text = '楼道的灯坏了半个月没人修';
    expect(sameSpeech(line('a', text, { speaker: '林奶奶' }), line('b', text, given))).toBeNull();
  });

  it('is not seen in other words, nor in ones so short that everybody says them', () => {
    expect(sameSpeech(line('a', '楼道的灯坏了半个月没人修'), line('b', '广场上的树要修一修了'))).toBeNull();
    expect(sameSpeech(line('a', '同意'), line('b', '同意'))).toBeNull();
  });

  it('is the same pair whichever tablet looks, and no line stands in two pairs', () => {
    const lines = fc.uniqueArray(
      fc.record({
        id: fc.uuid(),
        text: fc.string({
          unit: fc.constantFrom('灯', '坏', '了', '没', '人', '修', '，'),
          minLength: 4,
          maxLength: 14
        }),
        by: fc.constantFrom('王', '李', '赵'),
        minute: fc.nat(9)
      }),
      { selector: ({ id }) => id, maxLength: 12 }
    );
    fc.assert(
      fc.property(lines, (given) => {
        const all = given.map(({ id, text, by, minute }) =>
          line(id, text, { by, at: `2026-11-23T11:0${minute}:00.000Z` })
        );
        for (const one of all)
          for (const other of all) if (one !== other) expect(sameSpeech(one, other)).toEqual(sameSpeech(other, one));
        const ids = sameSpeeches(all, never).flatMap(({ keep, other }) => [keep.id, other.id]);
        expect(new Set(ids).size).toBe(ids.length);
      })
    );
  });

  it('is not asked about again once somebody has said no', () => {
    const text = '楼道的灯坏了半个月没人修';
    const all = [line('a', text), line('b', text)];
    expect(sameSpeeches(all, never)).toHaveLength(1);
    expect(sameSpeeches(all, () => true)).toEqual([]);
  });

  it('measures by pairs of letters, not by commas', () => {
    expect(containedIn('灯坏了', '楼道，灯坏了！')).toBe(1);
    expect(containedIn('', '灯')).toBe(0);
  });
});
