import { fixedChoices } from '$lib/domain/meetings/deciding';
import type { ShownPoll } from '$lib/domain/publicity/shown';
import type { polls } from '$lib/words/polls';
import { labelOf } from '$lib/words/common';
import type { Same } from '$lib/words/dictionary';

export interface PollLine {
  id: string;
  label: string;
  /** Null while it is open. */
  n: number | null;
  hands: number;
  phones: number;
  /** Of the largest, for a bar; 0 to 1. */
  part: number;
  /** The one, or one of those, with the most. */
  first: boolean;
}

type Words = Same<(typeof polls)['zh-CN']>;

/** What can be chosen, in words; when it has ended the ranked kinds with the most first. */
export function pollLines(poll: ShownPoll, t: Words): PollLine[] {
  const fixed = fixedChoices(poll.kind);
  const choices = fixed
    ? fixed.map((id) => ({ id, label: labelOf(t, 'choice', id) }))
    : poll.choices.map(({ id, label }) => ({ id, label }));
  const { result } = poll;
  const votesFor = (tally: Readonly<Record<string, number>> | null | undefined, id: string) => tally?.[id] ?? 0;
  const most = Math.max(0, ...choices.map(({ id }) => votesFor(result?.total, id)));
  const lines = choices.map(({ id, label }) => ({
    id,
    label,
    n: result ? votesFor(result.total, id) : null,
    hands: votesFor(result?.hands, id),
    phones: votesFor(result?.phones, id),
    part: most ? votesFor(result?.total, id) / most : 0,
    first: most > 0 && votesFor(result?.total, id) === most
  }));
  if (!result || fixed) return lines;
  return lines.sort((a, b) => result.ranking.indexOf(a.id) - result.ranking.indexOf(b.id));
}
