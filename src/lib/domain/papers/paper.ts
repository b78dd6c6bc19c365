/** The three papers that are made of one meeting. */
export const PAPER_KINDS = ['diary', 'issues', 'minutes'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** Draft; out for objections; final. A published paper is a final one that everybody may read. */
export const STAGES = ['draft', 'objections', 'final'] as const;
export type Stage = (typeof STAGES)[number];

/** A part of a paper. `id` stays the same as long as it speaks of the same thing, so that versions can be compared. */
export type Block =
  | { id: string; type: 'heading' | 'paragraph' | 'item' | 'dissent'; text: string }
  | { id: string; type: 'table'; head: string[]; rows: { id: string; cells: string[] }[] };

/** A paper as it is shown, printed and written to files: plain text in blocks, nothing of any one format. */
export interface Paper {
  kind: PaperKind;
  title: string;
  /** Time, place, chair …, in their order. */
  facts: { label: string; value: string }[];
  blocks: Block[];
}

/** Every text of a paper with the name of its place, in reading order. */
export function textsOf(paper: Paper): { id: string; text: string }[] {
  return [
    { id: 'title', text: paper.title },
    ...paper.facts.map(({ value }, at) => ({ id: `fact-${at}`, text: value })),
    ...paper.blocks.flatMap((block) =>
      block.type === 'table'
        ? block.rows.flatMap((row) => row.cells.map((text, at) => ({ id: `${block.id}/${row.id}/${at}`, text })))
        : [{ id: block.id, text: block.text }]
    )
  ];
}

/** The paper with some of its texts worded otherwise; places it has not got are ignored. */
export function reworded(paper: Paper, texts: Readonly<Record<string, string>>): Paper {
  const say = (id: string, text: string) => (Object.hasOwn(texts, id) ? texts[id]! : text);
  return {
    kind: paper.kind,
    title: say('title', paper.title),
    facts: paper.facts.map(({ label, value }, at) => ({ label, value: say(`fact-${at}`, value) })),
    blocks: paper.blocks.map((block) =>
      block.type === 'table'
        ? {
            ...block,
            rows: block.rows.map((row) => ({
              id: row.id,
              cells: row.cells.map((text, at) => say(`${block.id}/${row.id}/${at}`, text))
            }))
          }
        : { ...block, text: say(block.id, block.text) }
    )
  };
}

export interface Change {
  id: string;
  before: string | null;
  after: string | null;
}

/** What reads otherwise in the later of two versions. */
export function changesBetween(before: Paper, after: Paper): Change[] {
  const old = new Map(textsOf(before).map(({ id, text }) => [id, text]));
  const fresh = new Map(textsOf(after).map(({ id, text }) => [id, text]));
  const ids = [...fresh.keys(), ...[...old.keys()].filter((id) => !fresh.has(id))];
  return ids
    .map((id) => ({ id, before: old.get(id) ?? null, after: fresh.get(id) ?? null }))
    .filter((change) => change.before !== change.after);
}
