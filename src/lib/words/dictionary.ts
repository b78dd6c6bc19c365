export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = 'zh-CN';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a sentence takes what it needs
type Sentence = string | ((...values: any[]) => string);
export type Same<T> = {
  [K in keyof T]: T[K] extends (...values: infer P) => string ? (...values: P) => string : string;
};

export interface Dictionary<T> {
  'zh-CN': T;
  en: Same<T>;
}

/**
 * The words of one area in both languages, side by side. Chinese leads: a key English lacks, or a sentence that takes
 * other arguments, does not compile, and a test walks every dictionary besides.
 */
export function dictionary<const T extends Record<string, Sentence>>(words: {
  'zh-CN': T;
  en: Same<NoInfer<T>>;
}): Dictionary<T> {
  return words as Dictionary<T>;
}

/** A dictionary of which English is fetched when it is asked for. */
export interface PartedDictionary<T> extends Dictionary<T> {
  /** To be awaited by the `load` of each page that uses these words. */
  load(locale: Locale): Promise<void>;
}

/** Like `dictionary`, for an area so large that a device loads only the language that is read on it. */
export function parted<const T extends Record<string, Sentence>>(
  chinese: T,
  english: () => Promise<{ default: Same<NoInfer<T>> }>
): PartedDictionary<T> {
  const words = {
    'zh-CN': chinese,
    en: undefined as Same<T> | undefined,
    async load(locale: Locale) {
      if (locale === 'en') words.en ??= (await english()).default;
    }
  };
  return words as PartedDictionary<T>;
}

/** The words of an area in one language: `const t = inLocale(meetings, locale)`. */
export function inLocale<T>(words: Dictionary<T>, locale: Locale): Same<T> {
  return words[locale] as Same<T>;
}

/** The first locale a request asks for that we speak; Chinese otherwise. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  if (LOCALES.includes(cookie as Locale)) return cookie as Locale;
  for (const part of (acceptLanguage ?? '').toLowerCase().split(',')) {
    if (part.trim().startsWith('zh')) return 'zh-CN';
    if (part.trim().startsWith('en')) return 'en';
  }
  return DEFAULT_LOCALE;
}
