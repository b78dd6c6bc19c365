import { readFileSync } from 'node:fs';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { ACT_NAMES, ACTS } from '$lib/domain/ledger/acts';
import { isNoticeKind, leadsTo, NOTICE_KINDS, type KindOfNotice, type NoticeKind } from '$lib/domain/notices/kind';
import { noticeLines } from '$lib/words/notice-lines';

describe('a kind of notice', () => {
  it('that is not wholly declared, or has no sentence, does not compile', () => {
    const whole = { waits: 'soon', leads: 'item' } satisfies KindOfNotice;
    const { waits: _waits, ...timeless } = whole;
    // @ts-expect-error how long it may wait is not said
    timeless satisfies KindOfNotice;
    const { dispatched: _said, ...unsaid } = noticeLines['zh-CN'];
    // @ts-expect-error a kind without a sentence
    unsaid satisfies Record<NoticeKind, unknown>;
    expectTypeOf<keyof (typeof noticeLines)['en']>().toEqualTypeOf<NoticeKind>();
  });

  it('has one line in the rules, which says how long it waits and of which acts it tells', () => {
    const text = readFileSync('src/lib/domain/notices/RULES.md', 'utf8');
    const lines = text
      .slice(text.indexOf('### The kinds'), text.indexOf('## What is said where'))
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2)
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim())
      );
    expect(lines).toEqual(
      Object.entries(NOTICE_KINDS).map(([kind, { waits }]) => [
        kind,
        waits,
        ACT_NAMES.filter((act) => ACTS[act].tells.some(([told]) => told === kind)).join(', ')
      ])
    );
  });

  it('leads to its item, and one that a newer version wrote does too', () => {
    expect(leadsTo('dispatched')).toBe('item');
    expect(leadsTo('test')).toBeNull();
    for (const strange of ['sung-aloud', 'constructor']) {
      expect(isNoticeKind(strange)).toBe(false);
      expect(leadsTo(strange)).toBe('item');
    }
  });
});
