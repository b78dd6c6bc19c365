import { columnName } from '$lib/domain/import/column-name';
import { BROKEN } from '$lib/domain/import/import-limits';
import { MATCHED, type Problem } from '$lib/domain/import/judge-row';
import type { ImportView, ReviewView, UnmatchedView, WrongView } from '$lib/domain/import/view';
import type { ImportPage, Review } from '$server/imports';

const SHOWN = { unmatched: 40, wrong: 30, changed: 30, fresh: 8 };

/** An import as its page shows it: of long lists the first, and how many more. */
export function importView(page: ImportPage): ImportView {
  const { id, fileName, status, revision, counts, choices, sheets } = page.import;
  const base = { id, fileName, status, revision, counts };
  switch (page.step) {
    case 'columns':
      return {
        ...base,
        step: 'columns',
        columns: {
          sheets,
          sheet: choices.sheet,
          headRow: choices.headRow,
          columns: page.columns.map((column, at) => ({ ...column, letter: columnName(at) }))
        }
      };
    case 'review':
      return { ...base, step: 'review', review: reviewView(page.review, page.import.choices, page.suggested) };
    case 'over':
      return { ...base, step: 'over', outcomes: page.outcomes, kept: page.kept };
    default:
      return { ...base, step: page.step };
  }
}

function reviewView(
  review: Review,
  choices: ImportPage['import']['choices'],
  suggested: Readonly<Record<string, string>>
): ReviewView {
  const unmatched = MATCHED.flatMap((set): UnmatchedView[] =>
    [...review.unmatched[set]].map(([text, count]) => ({
      set,
      text,
      count,
      suggested: suggested[`${set}:${text}`] ?? ''
    }))
  );
  // A state that is not matched is chosen above, once for all its rows; what a day or an owner lacks comes last.
  const bulk = (key: string) => (key.startsWith('state-lacks') ? 1 : 0);
  const wrong = review.problems.filter(({ key }) => key !== 'word').sort((a, b) => bulk(a.key) - bulk(b.key));
  const { changed, fresh } = review;
  return {
    counts: { fresh: fresh.length, same: review.same, changed: changed.length, wrong: review.wrong },
    unmatched: unmatched.slice(0, SHOWN.unmatched),
    moreUnmatched: Math.max(0, unmatched.length - SHOWN.unmatched),
    lacking: review.lacking,
    missing: choices.missing,
    masked: review.masked,
    hideNumbers: choices.hideNumbers,
    wrong: wrong.slice(0, SHOWN.wrong).map((problem) => wrongView(problem, review)),
    moreWrong: Math.max(0, wrong.length - SHOWN.wrong),
    changed: changed.slice(0, SHOWN.changed).map(({ item, judged, differences, state, locked }) => ({
      row: judged.row,
      version: item.version,
      id: item.id,
      number: item.number,
      title: item.title,
      state: item.state,
      locked,
      differences,
      fileState: state,
      ticked: Object.hasOwn(choices.amend, String(judged.row))
    })),
    moreChanged: Math.max(0, changed.length - SHOWN.changed),
    amended: changed.filter(({ locked, judged }) => !locked && Object.hasOwn(choices.amend, String(judged.row))).length,
    fresh: fresh.slice(0, SHOWN.fresh).map(({ row, values }) => {
      const { title, detail, state, category, ownerId, venueId, dueOn } = values;
      return { row, title, detail, state, category, ownerId, venueId, dueOn };
    }),
    owners: review.parties.map(({ id, name }) => ({ id, name })),
    venues: review.venues.map(({ id, name }) => ({ id, name }))
  };
}

function wrongView({ row, column, key, text, other = 0, written }: Problem, review: Review): WrongView {
  return {
    row,
    key,
    text,
    other,
    written: written.replace(BROKEN, ''),
    column: columnName(column),
    head: (review.head[column] ?? '').trim(),
    place: `${row}:${column}`
  };
}
