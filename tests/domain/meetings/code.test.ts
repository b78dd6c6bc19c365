import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeCode, normaliseCode } from '$lib/domain/meetings/code';
import { agendaTemplate, isReportStep } from '$lib/domain/meetings/agenda-template';
import { MEETING_KINDS } from '$lib/domain/meetings/kind';

describe('a meeting’s code', () => {
  it('C1: is six characters that nobody mistakes, all of them used about as often', () => {
    const seen = new Map<string, number>();
    for (let n = 0; n < 3000; n++) {
      const code = makeCode(randomBytes);
      expect(code).toMatch(/^[a-hjkmnp-tv-z2-9]{6}$/);
      for (const char of code) seen.set(char, (seen.get(char) ?? 0) + 1);
    }
    expect(seen.size).toBe(30);
    for (const count of seen.values()) expect(count).toBeGreaterThan(400);
  });

  it('C1: goes on drawing past bytes that would make some characters likelier', () => {
    const draws = [new Uint8Array(12).fill(255), new Uint8Array(12)];
    expect(makeCode(() => draws.shift()!)).toBe('aaaaaa');
  });

  it('C2: is read however it is typed', () => {
    expect(normaliseCode(' HAY-7KW ')).toBe('hay7kw');
    expect(normaliseCode('ｈａｙ７ｋｗ')).toBe('hay7kw');
    expect(normaliseCode('hay 7kw')).toBe('hay7kw');
    for (const wrong of ['', 'hay7k', 'hay7kw9', 'hay/kw', '议事会议事会']) expect(normaliseCode(wrong)).toBeNull();
  });
});

describe('the agenda of a kind', () => {
  it.each(MEETING_KINDS)('A1: %s begins with a report-back and ends with reading back, in both languages', (kind) => {
    const [zh, en] = [agendaTemplate(kind, 'zh-CN'), agendaTemplate(kind, 'en')];
    expect([...zh, ...en].filter(isReportStep)).toEqual([zh[0], en[0]]);
    expect(zh.map((step) => step.minutes)).toEqual(en.map((step) => step.minutes));
    expect(zh.at(-1)!.title).toMatch(/^念一遍/);
    expect(en.at(-1)!.title).toMatch(/^Read back/);
    expect(zh[0]!.title).toMatch(/上次|哪一步/);
    expect(zh.reduce((sum, step) => sum + step.minutes, 0)).toBeLessThanOrEqual(90);
  });
});
