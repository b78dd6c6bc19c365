/** What of an issue counts at the readback; the document's record fits. */
export interface IssueFacts {
  id: string;
  title: string;
  detail: string;
  category: string | null;
  outcome: string;
  answer: string;
  ownerId: string | null;
  dueOn: string | null;
  confirmedAt: string | null;
}

export type Lack = 'title' | 'outcome' | 'category' | 'owner' | 'due' | 'answer';

/** What becomes of an issue when the meeting is closed. */
export type Fate = 'item' | 'answered' | 'dropped' | 'unconfirmed';

/** What still lacks before the issue is a whole promise, in the order it is asked. A dropped one lacks nothing. */
export function lacking(issue: Omit<IssueFacts, 'id' | 'detail' | 'confirmedAt'>): Lack[] {
  if (issue.outcome === 'dropped') return [];
  const answered = issue.outcome === 'answered';
  const lacks: [Lack, boolean][] = [
    ['title', !issue.title.trim()],
    ['outcome', issue.outcome === 'open'],
    ['answer', answered && !issue.answer.trim()],
    ['owner', !answered && !issue.ownerId],
    ['due', !answered && !issue.dueOn],
    ['category', !issue.category]
  ];
  return lacks.filter(([, lacks]) => lacks).map(([what]) => what);
}

/**
 * What the close makes of an issue: a dropped one nothing; of the rest those confirmed aloud become items, answered or
 * to be handled, and the others stay in the record until they are confirmed. What is lacking does not hold it up.
 */
export function fateAtClose(issue: Pick<IssueFacts, 'outcome' | 'confirmedAt'>): Fate {
  if (issue.outcome === 'dropped') return 'dropped';
  if (!issue.confirmedAt) return 'unconfirmed';
  return issue.outcome === 'answered' ? 'answered' : 'item';
}

/** What becomes of an issue that a tablet brings after the close: nobody can read it aloud any more, so it needs words only. */
export function fateWhenLate(issue: Pick<IssueFacts, 'outcome' | 'title' | 'detail'>): Exclude<Fate, 'unconfirmed'> {
  if (issue.outcome === 'dropped' || !(issue.title.trim() || issue.detail.trim())) return 'dropped';
  return issue.outcome === 'answered' ? 'answered' : 'item';
}

export interface Readiness {
  issues: { id: string; lacks: Lack[]; confirmed: boolean; fate: Fate }[];
  items: number;
  answered: number;
  dropped: number;
  unconfirmed: number;
  /** Every issue that is not dropped is confirmed and lacks nothing. */
  complete: boolean;
}

/** The whole meeting before its close. */
export function readiness(issues: readonly IssueFacts[]): Readiness {
  const lines = issues.map((issue) => ({
    id: issue.id,
    lacks: lacking(issue),
    confirmed: issue.confirmedAt !== null,
    fate: fateAtClose(issue)
  }));
  const countOf = (fate: Fate) => lines.filter((line) => line.fate === fate).length;
  return {
    issues: lines,
    items: countOf('item'),
    answered: countOf('answered'),
    dropped: countOf('dropped'),
    unconfirmed: countOf('unconfirmed'),
    complete: lines.every((line) => line.fate === 'dropped' || (line.confirmed && line.lacks.length === 0))
  };
}
