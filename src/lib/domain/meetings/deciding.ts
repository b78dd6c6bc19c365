/** How those present make up their mind: for or against, one of several, dots on issues, or “can you live with it?”. */
export const POLL_KINDS = ['vote', 'choice', 'dots', 'consent'] as const;
export type PollKind = (typeof POLL_KINDS)[number];

/** The answers to be had by kind; those of `choice` and `dots` stand in the poll. */
export const FIXED_CHOICES = {
  vote: ['for', 'against', 'abstain'],
  consent: ['accept', 'object'],
  /** Of a promise that is reported back. */
  report: ['done', 'not-yet']
} as const;

/** Dots that one person has to place. */
export const DOTS_EACH = 3;
/** Nobody's meeting has more hands; a larger number is a slip of the finger. */
export const MOST_HANDS = 9_999;

export type Tally = Readonly<Record<string, number>>;

/** What one tablet counted, hand by hand or typed in. */
export interface HandCount {
  /** The tablet. */
  id: string;
  /** Who counted, by name. */
  name: string;
  tally: Tally;
  /** ISO; null while he still counts. */
  doneAt: string | null;
  /** The one who leads has said that this number holds without a second count. */
  typed: boolean;
}

export interface Objection {
  id: string;
  name: string;
  reason: string;
  /** ISO */
  at: string;
  /** ISO; talked over, and withdrawn by the one who raised it */
  settledAt: string | null;
}

/** What is counted of a poll. */
export interface PollFacts {
  kind: string;
  choices: readonly { id: string }[];
  counts: readonly HandCount[];
  /** The phones' votes, counted by the server. */
  phoneTally: Tally;
  /** Phones that voted. */
  phoneVoters: number;
  objections: readonly Objection[];
}

/**
 * Whether the hands are counted: `none` nobody has, `counting`, `one` one tablet has and nobody has said that it holds,
 * `typed` it holds by word, `agree` two tablets say the same, `differ` two say different numbers.
 */
export type HandState = 'none' | 'counting' | 'one' | 'typed' | 'agree' | 'differ';

export interface Hands {
  state: HandState;
  /** The number that holds; null while there is none. */
  tally: Tally | null;
  /** The choices about which two tablets differ. */
  differ: string[];
}

/** The answers of a kind that has its own; null: they stand in the poll. */
export function fixedChoices(kind: string): readonly string[] | null {
  return Object.hasOwn(FIXED_CHOICES, kind) ? FIXED_CHOICES[kind as keyof typeof FIXED_CHOICES] : null;
}

export function choiceIds(poll: Pick<PollFacts, 'kind' | 'choices'>): string[] {
  return [...(fixedChoices(poll.kind) ?? poll.choices.map(({ id }) => id))];
}

/** Compares what the tablets counted. The two that were done last are asked; an earlier slip does not hold the meeting up. */
export function handsOf(poll: Pick<PollFacts, 'kind' | 'choices' | 'counts'>): Hands {
  const ids = choiceIds(poll);
  const done = poll.counts
    .filter((count) => count.doneAt !== null)
    .sort((a, b) => (a.doneAt! < b.doneAt! ? 1 : a.doneAt! > b.doneAt! ? -1 : a.id < b.id ? -1 : 1));
  const [last, before] = done;
  if (!last) return { state: poll.counts.length ? 'counting' : 'none', tally: null, differ: [] };
  const typed = done.find((count) => count.typed);
  const tallyOf = (count: HandCount): Tally => Object.fromEntries(ids.map((id) => [id, count.tally[id] ?? 0]));
  const differ = before ? ids.filter((id) => (last.tally[id] ?? 0) !== (before.tally[id] ?? 0)) : [];
  if (before && !differ.length) return { state: 'agree', tally: tallyOf(last), differ };
  if (typed) return { state: 'typed', tally: tallyOf(typed), differ: [] };
  return before ? { state: 'differ', tally: null, differ } : { state: 'one', tally: null, differ };
}

export interface Result {
  /** Hands and phones together, a number for each choice. */
  total: Tally;
  hands: Tally | null;
  phones: Tally;
  phoneVoters: number;
  handState: HandState;
  /** The numbers may be put down: hands that were begun to be counted are counted. */
  ready: boolean;
  outcome: Outcome;
  /** `choice` and `dots`: the choices by their votes, the most first; equal ones in the order given. */
  ranking: string[];
}

/**
 * `passed`, `failed`, `tied`: for and against (those who abstain are counted and change nothing: the majority of votes cast);
 * `leading` one choice has the most, `level` several have; `consent` nobody objects any more, `objected`; `nothing` no vote.
 */
export type Outcome = 'passed' | 'failed' | 'tied' | 'leading' | 'level' | 'consent' | 'objected' | 'nothing';

/** Adds up hands and phones and says what came of it. */
export function resultOf(poll: PollFacts): Result {
  const ids = choiceIds(poll);
  const hands = handsOf(poll);
  const phones: Tally = Object.fromEntries(ids.map((id) => [id, poll.phoneTally[id] ?? 0]));
  const total: Tally = Object.fromEntries(ids.map((id) => [id, (hands.tally?.[id] ?? 0) + phones[id]!]));
  const ranking = ids.map((id, at) => ({ id, at })).sort((a, b) => total[b.id]! - total[a.id]! || a.at - b.at);
  return {
    total,
    hands: hands.tally,
    phones,
    phoneVoters: poll.phoneVoters,
    handState: hands.state,
    ready: hands.state === 'none' || hands.state === 'typed' || hands.state === 'agree',
    outcome: outcomeOf(poll, total, ranking[0]?.id, ranking[1]?.id),
    ranking: ranking.map(({ id }) => id)
  };
}

function outcomeOf(poll: PollFacts, total: Tally, first?: string, second?: string): Outcome {
  const cast = Object.values(total).reduce((sum, n) => sum + n, 0);
  if (poll.kind === 'consent') {
    const standing = poll.objections.filter(({ settledAt }) => settledAt === null).length;
    // Whoever objects on a phone has given no name and no reason, and counts all the same.
    const unnamed = Math.max(0, (total.object ?? 0) - poll.objections.length);
    if (standing || unnamed) return 'objected';
    return cast || poll.objections.length ? 'consent' : 'nothing';
  }
  if (!cast) return 'nothing';
  if (poll.kind === 'vote') {
    if (total.for === total.against) return 'tied';
    return total.for! > total.against! ? 'passed' : 'failed';
  }
  return first !== undefined && total[first] === total[second ?? ''] ? 'level' : 'leading';
}

/**
 * Whether a decision counts with so many present. Null: the community asks for no number, or nobody counted who is here.
 */
export function quorumMet(present: number, quorum: number | null): boolean | null {
  if (!quorum || !present) return null;
  return present >= quorum;
}

/** A vote of a phone as it may be counted: known choices, one for a vote, as many dots as there are. Null: it fits none. */
export function fitVote(poll: Pick<PollFacts, 'kind' | 'choices'>, input: readonly string[]): string[] | null {
  const ids = choiceIds(poll);
  const known = input.filter((id) => ids.includes(id));
  if (!known.length || known.length !== input.length) return null;
  if (poll.kind !== 'dots') return known.length === 1 ? known : null;
  return known.length <= DOTS_EACH ? known : null;
}
