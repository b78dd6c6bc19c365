import { EXPORT_COLUMNS } from '$lib/domain/import/export-columns';
import { FIELDS, plainHead, type Field } from '$lib/domain/import/fields';
import type { Heads } from '$lib/domain/import/guess';
import { vocabularyOf } from '$lib/domain/import/vocabulary';
import { common } from '$lib/words/common';
import { inLocale, LOCALES } from '$lib/words/dictionary';
import { imports } from '$lib/words/imports';

const LANGUAGES = LOCALES.map((locale) => inLocale(common, locale));

/** The words of states, categories and the like in every language we write, and in those of other ledgers. */
export const VOCABULARY = vocabularyOf(LANGUAGES);

/** The heads of our own exports, in every language. */
export const HEADS: Heads = new Map(
  LOCALES.flatMap((locale) => {
    const t = inLocale(imports, locale);
    return EXPORT_COLUMNS.flatMap(({ key }): [string, Field][] =>
      (FIELDS as readonly string[]).includes(key) ? [[plainHead(t[`column/${key}`]), key as Field]] : []
    );
  })
);
