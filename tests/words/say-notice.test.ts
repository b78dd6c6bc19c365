import { describe, expect, it } from 'vitest';
import { NOTICE_KINDS } from '$lib/domain/notices/kind';
import { TROUBLES } from '$lib/domain/notices/trouble';
import { LOCALES } from '$lib/words/dictionary';
import { sayNotice, sayTrouble } from '$lib/words/say-notice';

const today = '2026-11-23';
const values = {
  number: '2026-0042',
  title: '灯不亮',
  dueOn: '2026-12-01',
  days: 3,
  who: '暖巢物业',
  reason: '等配件'
};
const say = (kind: string, locale: (typeof LOCALES)[number], given: object = values) =>
  sayNotice({ kind, values: given, withheld: false }, { locale, today, to: 'list' });

describe('[P4] a notice', () => {
  it.each(LOCALES)('has a sentence of its own for every kind, with and without what fills it: %s', (locale) => {
    const kinds = Object.keys(NOTICE_KINDS);
    for (const given of [values, {}]) {
      const lines = kinds.map((kind) => say(kind, locale, given));
      expect(new Set(lines).size).toBe(kinds.length);
      for (const line of lines) expect(line).not.toMatch(/undefined|null|NaN|“”|：$|:$/);
    }
  });

  it('of a kind that a newer version wrote names its item', () => {
    expect(say('sung-aloud', 'zh-CN')).toBe('台账 2026-0042“灯不亮”');
    expect(say('constructor', 'en')).toBe('item 2026-0042 “灯不亮”');
  });

  it('that did not go out has a reason in words', () => {
    for (const locale of LOCALES)
      for (const trouble of TROUBLES) expect(sayTrouble(trouble, null, locale)).not.toBe(trouble);
    expect(sayTrouble('http', 503, 'zh-CN')).toBe('对方出错了。（503）');
  });
});
