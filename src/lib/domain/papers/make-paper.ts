import type { Block, Paper, PaperKind } from './paper';

/** What a meeting was, names in the place of ids; all three papers are made of this. */
export interface PaperSource {
  title: string;
  /** “2026年11月23日 19:00—20:30” */
  time: string;
  place: string;
  chair: string;
  recorder: string;
  /** In words: how many, and who agreed to be named. */
  present: string;
  absent: string;
  entries: {
    id: string;
    /** “19:05” */
    time: string;
    kind: string;
    speaker: string;
    text: string;
    dissents: { who: string; text: string }[];
    /** The number of the paper sheet it was typed in from. */
    sheet: string | null;
  }[];
  issues: {
    id: string;
    title: string;
    detail: string;
    category: string;
    /** open, answered, ledger, dropped */
    outcome: string;
    answer: string;
    owner: string;
    /** “2026年12月1日”; empty: none */
    due: string;
    raisedBy: string;
    supporters: number;
    /** What was decided of it by vote or consent. */
    decisions: string[];
    dissents: { who: string; text: string }[];
    /** Number in the ledger, where every issue goes that was read back, decided or not; empty: not there. */
    number: string;
  }[];
  /** Decisions that belong to no issue. */
  decisions: { id: string; text: string }[];
}

type Say<A extends unknown[]> = (...input: A) => string;

/** The words a paper is written with; a dictionary fits. */
export interface PaperWords {
  titleDiary: Say<[title: string]>;
  titleIssues: Say<[title: string]>;
  titleMinutes: Say<[title: string]>;
  time: string;
  place: string;
  chair: string;
  recorder: string;
  present: string;
  absent: string;
  diaryNone: string;
  issuesNone: string;
  mattersNone: string;
  entryLine: Say<[time: string, kind: string, speaker: string, text: string, sheet: string | null]>;
  dissentLine: Say<[who: string, text: string]>;
  matter: Say<[n: number, title: string]>;
  decided: Say<[text: string]>;
  answered: Say<[answer: string]>;
  promised: Say<[owner: string, due: string, number: string]>;
  undecided: string;
  dropped: string;
  otherDecisions: string;
  head: readonly [string, string, string, string, string, string, string];
  raised: Say<[by: string, supporters: number]>;
  outcome: Say<[outcome: string, number: string]>;
  none: string;
}

/** Makes one of the papers. Pure: the same source and words give the same paper. */
export function makePaper(kind: PaperKind, source: PaperSource, t: PaperWords): Paper {
  const facts = (
    [
      [t.time, source.time],
      [t.place, source.place],
      [t.chair, source.chair],
      [t.recorder, source.recorder],
      [t.present, source.present],
      ...(kind === 'minutes' ? [[t.absent, source.absent] as const] : [])
    ] as const
  ).map(([label, value]) => ({ label, value: value || t.none }));
  const made = { diary: diaryOf, issues: issuesOf, minutes: minutesOf }[kind](source, t);
  const title = { diary: t.titleDiary, issues: t.titleIssues, minutes: t.titleMinutes }[kind](source.title);
  return { kind, title, facts, blocks: made };
}

function dissentsOf(id: string, dissents: PaperSource['entries'][number]['dissents'], t: PaperWords): Block[] {
  return dissents.map(({ who, text }, at) => ({
    id: `${id}-dissent-${at}`,
    type: 'dissent',
    text: t.dissentLine(who, text)
  }));
}

function diaryOf({ entries }: PaperSource, t: PaperWords): Block[] {
  if (!entries.length) return [{ id: 'none', type: 'paragraph', text: t.diaryNone }];
  return entries.flatMap((entry): Block[] => [
    {
      id: `entry-${entry.id}`,
      type: 'item',
      text: t.entryLine(entry.time, entry.kind, entry.speaker, entry.text, entry.sheet)
    },
    ...dissentsOf(`entry-${entry.id}`, entry.dissents, t)
  ]);
}

function issuesOf({ issues }: PaperSource, t: PaperWords): Block[] {
  if (!issues.length) return [{ id: 'none', type: 'paragraph', text: t.issuesNone }];
  const rows = issues.map((issue, at) => ({
    id: issue.id,
    cells: [
      String(at + 1),
      [issue.title, issue.detail].filter(Boolean).join('\n'),
      issue.category,
      t.raised(issue.raisedBy, issue.supporters),
      issue.outcome === 'answered' ? t.answered(issue.answer) : t.outcome(issue.outcome, issue.number),
      issue.owner || t.none,
      issue.due || t.none
    ]
  }));
  return [
    { id: 'issues', type: 'table', head: [...t.head], rows },
    ...issues.flatMap((issue) => dissentsOf(`issue-${issue.id}`, issue.dissents, t))
  ];
}

function minutesOf({ issues, decisions }: PaperSource, t: PaperWords): Block[] {
  const matters = issues.filter((issue) => issue.title.trim());
  const blocks = matters.flatMap((issue, at): Block[] => {
    const id = `issue-${issue.id}`;
    const said: Record<string, string> = {
      answered: t.answered(issue.answer),
      ledger: t.promised(issue.owner, issue.due, issue.number),
      ...(issue.number && { open: t.promised(issue.owner, issue.due, issue.number) }),
      dropped: t.dropped
    };
    return [
      { id: `${id}-title`, type: 'heading', text: t.matter(at + 1, issue.title) },
      ...(issue.detail.trim() ? [{ id: `${id}-detail`, type: 'paragraph' as const, text: issue.detail }] : []),
      ...issue.decisions.map((text, n) => ({
        id: `${id}-decision-${n}`,
        type: 'paragraph' as const,
        text: t.decided(text)
      })),
      {
        id: `${id}-outcome`,
        type: 'paragraph',
        text: Object.hasOwn(said, issue.outcome) ? said[issue.outcome]! : t.undecided
      },
      ...dissentsOf(id, issue.dissents, t)
    ];
  });
  if (!blocks.length) blocks.push({ id: 'none', type: 'paragraph', text: t.mattersNone });
  if (decisions.length) {
    blocks.push({ id: 'others', type: 'heading', text: t.otherDecisions });
    for (const { id, text } of decisions) blocks.push({ id: `entry-${id}`, type: 'item', text });
  }
  return blocks;
}
