import { TIERS, type Tier } from './category';

/** What a community has settled about its ledger; all days are working days. */
export interface LedgerSettings {
  /** From submission to the end, by tier. */
  limits: Readonly<Record<Tier, number>>;
  /** From the dispatch to the owner's yes or no. */
  acceptWithin: number;
  /** After so many returns and reworks together, and as many again, an item goes up by itself. */
  escalateAfter: number;
  /** Overdue by so many days it goes to the office, and to the secretary. */
  ladder: readonly [office: number, secretary: number];
  /** So many days before its deadline the owner is reminded. */
  remindBefore: number;
}

export const STANDARD: LedgerSettings = {
  limits: { simple: 2, standard: 5, complex: 15 },
  acceptWithin: 1,
  escalateAfter: 3,
  ladder: [1, 5],
  remindBefore: 1
};

/** About a working year. */
export const MOST_DAYS = 250;

/** What a community may have set, whatever stands in its settings; where it does not fit, the standard holds. */
export function readLedgerSettings(value: unknown): LedgerSettings {
  const fieldOf = (value: unknown, key: string | number) =>
    typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;
  const whole = (n: unknown, least: number, otherwise: number) =>
    typeof n === 'number' && Number.isInteger(n) && n >= least && n <= MOST_DAYS ? n : otherwise;
  const { limits, acceptWithin, escalateAfter, ladder, remindBefore } = STANDARD;
  const [office, secretary] = ladder.map((step, n) => whole(fieldOf(fieldOf(value, 'ladder'), n), 1, step)) as [
    number,
    number
  ];
  return {
    limits: Object.fromEntries(
      TIERS.map((tier) => [tier, whole(fieldOf(fieldOf(value, 'limits'), tier), 1, limits[tier])])
    ) as Record<Tier, number>,
    acceptWithin: whole(fieldOf(value, 'acceptWithin'), 1, acceptWithin),
    escalateAfter: whole(fieldOf(value, 'escalateAfter'), 1, escalateAfter),
    ladder: office < secretary ? [office, secretary] : ladder,
    remindBefore: whole(fieldOf(value, 'remindBefore'), 0, remindBefore)
  };
}

/** Names of what does not fit in rules that somebody wrote: `simple`, `acceptWithin`, `office` …; empty where all holds. */
export function unfitSettings(input: LedgerSettings): string[] {
  const read = readLedgerSettings(input);
  const [office, secretary] = input.ladder;
  return [
    ...TIERS.filter((tier) => read.limits[tier] !== input.limits[tier]),
    ...(['acceptWithin', 'escalateAfter', 'remindBefore'] as const).filter((name) => read[name] !== input[name]),
    ...(read.ladder[0] === office && read.ladder[1] === secretary ? [] : (['office', 'secretary'] as const))
  ];
}

type Setbacks = Readonly<Record<'returns' | 'reworks', number>>;

/** Whether an act was a return or a rework: only then is it asked whether there were too many (rule E2). */
export function isSetback(before: Setbacks, after: Setbacks): boolean {
  return after.returns + after.reworks > before.returns + before.reworks;
}

/** Whether a return or a rework was one too many: the item then goes up by itself (rule E2). */
export function goesUp({ returns, reworks }: Setbacks, rules: LedgerSettings): boolean {
  const times = returns + reworks;
  return times > 0 && times % rules.escalateAfter === 0;
}
