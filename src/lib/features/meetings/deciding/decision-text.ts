import { quorumMet, resultOf, type PollFacts } from '$lib/domain/meetings/deciding';
import type { PollRecord } from '$lib/document/polls';
import { labelOf } from '$lib/words/common';
import type { deciding } from '$lib/words/deciding';
import type { Same } from '$lib/words/dictionary';

type Words = Same<(typeof deciding)['zh-CN']>;

/** Numbers in words: “赞成 23、反对 4”. */
export function numbersIn(
  tally: Readonly<Record<string, number>>,
  choices: readonly { id: string; label: string }[],
  t: Words
): string {
  return choices.map(({ id, label }) => t.n(label, tally[id] ?? 0)).join(t.separator);
}

/**
 * A decision as the diary keeps it: the question, the numbers, what came of it, how it was counted, who was present, and each
 * objection beside it.
 * @param quorum how many must be present; null where the community asks for no number
 */
export function decisionText(
  poll: Pick<PollRecord, 'question' | 'present'> & PollFacts,
  choices: readonly { id: string; label: string }[],
  quorum: number | null,
  t: Words
): string {
  const result = resultOf(poll);
  const question = poll.question.trim().replace(/[？?。.！!：:]+$/u, '');
  const ranked = poll.kind === 'choice' || poll.kind === 'dots';
  const labels = new Map(choices.map(({ id, label }) => [id, label]));
  const inOrder = result.ranking.map((id) => ({ id, label: labels.get(id) ?? id }));
  const outcome = labelOf(t, 'end', result.outcome);
  const first =
    ranked && result.outcome !== 'nothing'
      ? t.lineRanked(question, numbersIn(result.total, inOrder, t))
      : t.line(question, numbersIn(result.total, choices, t), outcome);
  const how = [
    result.hands && labelOf(t, 'how', result.handState),
    result.phoneVoters && t['how/phones'](result.phoneVoters)
  ].filter(Boolean);
  const missed = quorumMet(poll.present, quorum) === false;
  const sentences = [
    first,
    how.length ? t.method(how.join(t.separator)) : '',
    missed
      ? t.quorumMissed(poll.present, quorum!)
      : poll.present
        ? t.present(poll.present)
        : quorum
          ? t.quorumUnknown(quorum)
          : '',
    ...poll.objections.map(({ name, reason, settledAt }) => t.objectionLine(name, reason, settledAt !== null))
  ];
  return t.whole(sentences.filter(Boolean));
}
