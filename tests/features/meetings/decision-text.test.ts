import { describe, expect, it } from 'vitest';
import { decisionText } from '$lib/features/meetings/deciding/decision-text';
import { deciding } from '$lib/words/deciding';
import { inLocale } from '$lib/words/dictionary';

const CHOICES = [
  { id: 'for', label: '赞成' },
  { id: 'against', label: '反对' }
];
const poll = (present: number) => ({
  question: '装不装充电桩？',
  kind: 'vote',
  choices: [],
  objections: [],
  present,
  phoneTally: { for: 3 },
  phoneVoters: 3,
  counts: [{ id: 'a', name: '王秋禾', tally: { for: 8, against: 1 }, doneAt: '2026-11-23T11:00:00.000Z', typed: true }]
});

describe('a decision as the diary keeps it', () => {
  it.each([
    [30, 20, /到场 30 人。$/],
    [12, 20, /到场 12 人，不到规定的 20 人，这个决定不作数。$/],
    [0, 20, /到场人数没点，够不够规定的 20 人不清楚。$/],
    [0, null, /不记名。$/]
  ])('[V4] says with %i present of a quorum of %s whether it counts', (present, quorum, end) => {
    const text = decisionText(poll(present), CHOICES, quorum, inLocale(deciding, 'zh-CN'));
    expect(text).toContain('装不装充电桩：赞成 11、反对 1，通过。办法：举手，一台平板数的、手机 3 部，不记名。');
    expect(text).toMatch(end);
  });

  it('is sentences in English too', () => {
    const text = decisionText(poll(30), CHOICES, 20, inLocale(deciding, 'en'));
    expect(text).toMatch(/; carried\. How: .*secret\. 30 present\.$/);
  });
});
