import type { FindingView } from '$lib/domain/papers/view';
import { textsOf, type Paper } from '$lib/domain/papers/paper';
import { findPersonal, type Finding } from '$lib/domain/privacy/find-personal';

export interface PlacedFinding extends Finding, FindingView {
  /** The place in the paper. */
  place: string;
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
