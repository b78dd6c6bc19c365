import type { z } from 'zod';
import { METRICS, METRIC_KEYS } from '$lib/domain/reports/metrics';
import { inLocale, type Locale } from '$lib/words/dictionary';
import { metrics as words } from '$lib/words/figures';
import type { metricBook } from './schemas';

/** The metric book with its words. */
export function metricsView(locale: Locale): z.input<typeof metricBook> {
  const t = inLocale(words, locale);
  return {
    metrics: METRIC_KEYS.map((key) => {
      const metric = METRICS[key];
      return {
        key,
        name: t[`${key}/name`],
        line: t[`${key}/line`],
        kind: metric.kind,
        better: metric.better,
        by: metric.by,
        above: t[`${key}/above`],
        below: t[`${key}/below`],
        without: t[`${key}/without`],
        counts: metric.counts,
        ...(metric.kind === 'rate' ? { hits: metric.hits } : {}),
        ...(metric.kind === 'score' ? { scores: [...metric.scores] } : {})
      };
    })
  };
}
