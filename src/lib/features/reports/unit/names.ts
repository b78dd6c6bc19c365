import { NONE, type Dimension } from '$lib/domain/reports/metrics';
import { labelOf, type common } from '$lib/words/common';
import type { figures } from '$lib/words/figures';
import type { inLocale } from '$lib/words/dictionary';

interface Named {
  of: string;
  name: string | null;
}

/** What a unit is called: a grid, person or place by its name, a kind or channel by its word. */
export function nameOf(
  t: ReturnType<typeof inLocale<(typeof figures)['zh-CN']>>,
  c: ReturnType<typeof inLocale<(typeof common)['zh-CN']>>,
  dimension: Dimension,
  { of, name }: Named
): string {
  if (of === NONE) return t[`none/${dimension}`];
  if (dimension === 'category' || dimension === 'channel') return labelOf(c, dimension, of);
  return name ?? t.gone;
}
