import type { RequestWords } from '$lib/domain/open311/request';
import { OTHER, SERVICE_CODES, type ServiceCode } from '$lib/domain/open311/service';
import type { Fields, Members } from '$lib/domain/open311/write';
import { common, labelOf } from '$lib/words/common';
import { inLocale, type Locale } from '$lib/words/dictionary';
import { open311 as words } from '$lib/words/open311';

export function sentences(locale: Locale) {
  return inLocale(words, locale);
}

function nameOf(code: ServiceCode, locale: Locale): string {
  return code === OTHER ? sentences(locale)['service/other'] : labelOf(inLocale(common, locale), 'category', code);
}

export function requestWords(locale: Locale): RequestWords {
  const t = sentences(locale);
  return {
    service: (code) => nameOf(code, locale),
    state: (state) => labelOf(inLocale(common, locale), 'state', state),
    note: t.note,
    address: t.address
  };
}

/** The services, in the order of the categories (rule G6). */
export function servicesIn(locale: Locale): Members {
  const t = sentences(locale);
  return {
    each: 'service',
    list: SERVICE_CODES.map((code): Fields => ({
      service_code: code,
      service_name: nameOf(code, locale),
      description: t[`about/${code}`],
      metadata: false,
      type: 'blackbox',
      keywords: t[`keywords/${code}`],
      group: t[`group/${code}`]
    }))
  };
}
