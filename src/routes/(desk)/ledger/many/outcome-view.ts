import type { Difference, OutcomeView } from '$lib/domain/ledger/view';
import type { Locale } from '$lib/words/dictionary';
import { refusalSentence } from '$lib/words/refusals';
import type { ItemLine, Outcome } from '$server/ledger';

/** What becomes of an item, each change with what stood there before. */
export function outcomeView({ before, after, refusal }: Outcome, locale: Locale, value: string): OutcomeView {
  return {
    value,
    id: before?.id ?? '',
    number: before?.number ?? '',
    title: before?.title ?? '',
    change: before && after ? differences(before, after) : null,
    refusal: refusal && refusalSentence(refusal, locale)
  };
}

const SHOWN: Readonly<Record<Difference['field'], (line: ItemLine) => string>> = {
  state: (line) => line.state,
  owner: (line) => line.ownerName ?? '',
  due: (line) => line.deadlineOn ?? '',
  category: (line) => line.category,
  tier: (line) => line.tier,
  chases: (line) => String(line.chases)
};

function differences(before: ItemLine, after: ItemLine): Difference[] {
  return (Object.keys(SHOWN) as Difference['field'][])
    .map((field) => ({ field, from: SHOWN[field](before), to: SHOWN[field](after) }))
    .filter(({ from, to }) => from !== to);
}
