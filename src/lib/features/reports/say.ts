import { METRICS, type MetricKey } from '$lib/domain/reports/metrics';
import type { Figure } from '$lib/domain/reports/figure';
import { figures } from '$lib/words/figures';
import type { inLocale } from '$lib/words/dictionary';

type Words = ReturnType<typeof inLocale<(typeof figures)['zh-CN']>>;

/** A value of a metric as people read it: `86%`, `4.6 分`, `3 天`. */
export function sayValue(t: Words, key: MetricKey, value: number): string {
  return withUnit(t, key, digits(key, value));
}

/** Only all of all is 100 %, and only none is 0 %. */
function digits(key: MetricKey, value: number): string {
  const { kind } = METRICS[key];
  if (kind === 'score') return value.toFixed(1);
  if (kind === 'days') return String(Math.round(value * 10) / 10);
  const whole = Math.round(value * 100);
  return String(value < 1 && whole === 100 ? 99 : value > 0 && whole === 0 ? 1 : whole);
}

function withUnit(t: Words, key: MetricKey, text: string): string {
  const { kind } = METRICS[key];
  return kind === 'rate' ? t.percent(text) : kind === 'score' ? t.points(text) : t.days(text);
}

export function sayFigure(t: Words, { key, value }: Figure): string {
  return value === null ? t.none : sayValue(t, key, value);
}

/** `74–93%`; empty where there is none. */
export function sayInterval(t: Words, { key, low, high }: Figure): string {
  return low === undefined || high === undefined ? '' : withUnit(t, key, t.range(digits(key, low), digits(key, high)));
}

/** A month (YYYY-MM) as people say it. */
export function sayMonth(t: Words, month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return t.monthOf(year, number);
}
