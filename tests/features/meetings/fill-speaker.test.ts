import { describe, expect, it } from 'vitest';
import { speakerToFill } from '$lib/features/meetings/lead/fill-speaker';
import { clockOf } from '$lib/features/meetings/lead/length';

const empty = { speaker: '', text: '' };

describe('the composer’s speaker', () => {
  it('is whoever was given the floor', () => {
    expect(speakerToFill(empty, null, '葛大爷')).toBe('葛大爷');
    expect(speakerToFill({ ...empty, speaker: '小林' }, '小林', '葛大爷')).toBe('葛大爷');
  });

  it('is left alone beside words that are written already', () => {
    expect(speakerToFill({ speaker: '小林', text: '灯坏了' }, '小林', '葛大爷')).toBeNull();
    expect(speakerToFill({ speaker: '小林', text: '灯坏了' }, '小林', null)).toBeNull();
  });

  it('goes when the speaker is done, and stays when somebody typed another', () => {
    expect(speakerToFill({ ...empty, speaker: '小林' }, '小林', null)).toBe('');
    expect(speakerToFill({ ...empty, speaker: '王姐' }, '小林', null)).toBeNull();
  });
});

describe('a length of time', () => {
  it('is shown as a clock shows it', () => {
    expect([0, 59_999, 125_000, -3_000].map(clockOf)).toEqual(['0:00', '0:59', '2:05', '0:00']);
  });
});
