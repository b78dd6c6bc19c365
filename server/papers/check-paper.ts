import { textsOf, type Paper } from '$lib/domain/papers/paper';
import { findPersonal, type Finding } from '$lib/domain/privacy/find-personal';

export interface PlacedFinding extends Finding {
  /** The place in the paper. */
  place: string;
  /** The text it stands in. */
  within: string;
  /** A person has decided to keep it. */
  kept: boolean;
  /** Names the finding in a form, and in `kept`. */
  key: string;
}

/** What of a paper could give somebody away, with where it stands. */
export function checkPaper(paper: Paper, names: readonly string[], kept: readonly string[]): PlacedFinding[] {
  const known = new Set(kept);
  return textsOf(paper).flatMap(({ id, text }) =>
    findPersonal(text, names).map((finding) => {
      const key = `${id} ${finding.text}`;
      return { ...finding, place: id, within: text, kept: known.has(key), key };
    })
  );
}
