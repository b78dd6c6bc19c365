import { describe, expect, it } from 'vitest';
import { DEFAULT_LOCALE, LOCALES, type Dictionary, type PartedDictionary } from '$lib/words/dictionary';

const modules = import.meta.glob<Record<string, unknown>>('/src/lib/words/*.ts', { eager: true });

for (const exports of Object.values(modules))
  for (const value of Object.values(exports) as Partial<PartedDictionary<unknown>>[])
    for (const locale of LOCALES) await value?.load?.(locale);

function isDictionary(value: unknown): value is Dictionary<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && LOCALES.every((locale) => locale in value);
}
const dictionaries = Object.entries(modules).flatMap(([file, exports]) =>
  Object.entries(exports)
    .filter(([, value]) => isDictionary(value))
    .map(([name, value]) => [`${file.split('/').pop()} ${name}`, value as Dictionary<Record<string, unknown>>] as const)
);

describe('the words in two languages', () => {
  it('finds the dictionaries', () => {
    expect(dictionaries.length).toBeGreaterThan(3);
  });

  it.each(dictionaries)(
    '%s has the same keys, of the same kind, in each language, and no empty sentence',
    (_, words) => {
      const first = words[DEFAULT_LOCALE];
      for (const locale of LOCALES) {
        const there = words[locale] as Record<string, unknown>;
        expect(Object.keys(there).sort()).toEqual(Object.keys(first).sort());
        for (const [key, value] of Object.entries(there)) {
          expect(typeof value, key).toBe(typeof first[key]);
          if (typeof value === 'string') expect(value.trim(), key).not.toBe('');
        }
      }
    }
  );

  it.each(dictionaries)('%s has no Chinese left in its English', (_, words) => {
    for (const [key, value] of Object.entries(words.en as Record<string, unknown>)) {
      // Names of languages are written in their own.
      if (typeof value === 'string' && value !== '中文') expect(value, key).not.toMatch(/\p{Script=Han}{6,}/u);
    }
  });
});
