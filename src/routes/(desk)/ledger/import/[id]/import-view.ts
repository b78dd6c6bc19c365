import { columnName } from '$lib/domain/import/column-name';
import { BROKEN } from '$lib/domain/import/limits';
import { MATCHED, type Problem } from '$lib/domain/import/judge-row';
import type { ImportView, LookView, UnmatchedView, WrongView } from '$lib/domain/import/view';
import type { ImportPage, Look } from '$server/imports';

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
          ...{ sheets, sheet: choices.sheet, headRow: choices.headRow },
          columns: page.columns.map((column, at) => ({ ...column, letter: columnName(at) }))
        }
      };
    case 'look':
      return { ...base, step: 'look', look: lookView(page.look, page.import.choices, page.suggested) };
    case 'over':
      return { ...base, step: 'over', outcomes: page.outcomes, kept: page.kept };
    default:
      return { ...base, step: page.step };
  }
}

function lookView(
  look: Look,
  choices: ImportPage['import']['choices'],
  suggested: Readonly<Record<string, string>>
): LookView {
  const unmatched = MATCHED.flatMap((set): UnmatchedView[] =>
    [...look.unmatched[set]].map(([text, count]) => ({
      ...{ set, text, count },
      suggested: suggested[`${set}:${text}`] ?? ''
    }))
  );
  // A state that is not matched is chosen above, once for all its rows; what a day or an owner lacks comes last.
  const bulk = (key: string) => (key.startsWith('state-lacks') ? 1 : 0);
  const wrong = look.problems.filter(({ key }) => key !== 'word').sort((a, b) => bulk(a.key) - bulk(b.key));
  const { changed, fresh } = look;
  return {
    counts: { fresh: fresh.length, same: look.same, changed: changed.length, wrong: look.wrong },
    unmatched: unmatched.slice(0, SHOWN.unmatched),
    moreUnmatched: Math.max(0, unmatched.length - SHOWN.unmatched),
    ...{ lacking: look.lacking, missing: choices.missing, masked: look.masked, hideNumbers: choices.hideNumbers },
    wrong: wrong.slice(0, SHOWN.wrong).map((problem) => wrongView(problem, look)),
    moreWrong: Math.max(0, wrong.length - SHOWN.wrong),
    changed: changed.slice(0, SHOWN.changed).map(({ item, judged, differences, state, locked }) => ({
      ...{ row: judged.row, version: item.version, id: item.id, number: item.number, title: item.title },
      ...{ state: item.state, locked, differences, fileState: state },
      ticked: Object.hasOwn(choices.amend, String(judged.row))
    })),
    moreChanged: Math.max(0, changed.length - SHOWN.changed),
    amended: changed.filter(({ locked, judged }) => !locked && Object.hasOwn(choices.amend, String(judged.row))).length,
    fresh: fresh.slice(0, SHOWN.fresh).map(({ row, values }) => {
      const { title, detail, state, category, ownerId, venueId, dueOn } = values;
      return { row, title, detail, state, category, ownerId, venueId, dueOn };
    }),
    owners: look.parties.map(({ id, name }) => ({ id, name })),
    venues: look.venues.map(({ id, name }) => ({ id, name }))
  };
}

function wrongView({ row, column, key, text, other = 0, written }: Problem, look: Look): WrongView {
  return {
    ...{ row, key, text, other, written: written.replace(BROKEN, '') },
    ...{ column: columnName(column), head: (look.head[column] ?? '').trim() },
    place: `${row}:${column}`
  };
}
