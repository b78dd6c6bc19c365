import { makePaper } from '$lib/domain/papers/make-paper';
import { reworded, textsOf, type Paper, type PaperKind, type Stage } from '$lib/domain/papers/paper';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import type { Locale } from '$lib/words/dictionary';
import type { Caller } from '../identity';
import { findMeeting } from '../meetings';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { versionsOf, type VersionRow } from './find-paper';
import { paperSource, paperWords } from './source';
import { paperVersion } from './tables';

type Deps = Pick<Ground, 'store' | 'now'> & { hub: Hub };

const LONGEST_TEXT = 5_000;
const MOST_VERSIONS = 200;

export interface PaperOf {
  meetingId: string;
  kind: PaperKind;
}

/** Drafts a paper from the meeting as it stands, as a new version. */
export async function draftPaper(
  s: Deps,
  caller: Caller,
  { meetingId, kind }: PaperOf,
  locale: Locale
): Promise<VersionRow | Refusal> {
  if (!may(caller.role, 'meetings/write')) return { refused: 'right/missing' };
  const meeting = await findMeeting(s, caller.communityId, meetingId);
  const found = meeting && (await paperSource(s, meeting, locale));
  if (!found) return { refused: 'meeting/absent' };
  const body = makePaper(kind, found.source, paperWords(locale));
  return await append(s, caller, { meetingId, kind }, null, () => ({ stage: 'draft', body, kept: [] }));
}

/** Words some places otherwise, as a new version. A paper that was out or final is a draft again. */
export async function rewordPaper(
  s: Deps,
  caller: Caller,
  paper: PaperOf,
  seen: number,
  texts: Readonly<Record<string, string>>
): Promise<VersionRow | Refusal> {
  if (!may(caller.role, 'meetings/write')) return { refused: 'right/missing' };
  if (Object.values(texts).some((text) => text.length > LONGEST_TEXT))
    return { refused: 'input/invalid', fields: { text: 'field/too-long' } };
  return await append(s, caller, paper, seen, (last) => {
    const body = reworded(last.body, texts);
    const same = JSON.stringify(textsOf(body)) === JSON.stringify(textsOf(last.body));
    return same ? null : { stage: 'draft', body, kept: last.kept };
  });
}

/** Takes a paper a stage on: out for objections, or final (the office only). */
export async function movePaper(
  s: Deps,
  caller: Caller,
  paper: PaperOf,
  seen: number,
  stage: Exclude<Stage, 'draft'>
): Promise<VersionRow | Refusal> {
  if (!may(caller.role, stage === 'final' ? 'office' : 'meetings/write')) return { refused: 'right/missing' };
  return await append(s, caller, paper, seen, (last) =>
    last.stage === stage ? null : { stage, body: last.body, kept: last.kept }
  );
}

interface Next {
  stage: Stage;
  body: Paper;
  kept: string[];
}

/**
 * Adds a version to what stands; null: nothing changed, and what stands is given. Refuses with `paper/changed` where somebody else
 * has added one since the caller looked.
 */
export async function append(
  s: Deps,
  caller: Caller,
  { meetingId, kind }: PaperOf,
  seen: number | null,
  next: (last: VersionRow) => Next | null
): Promise<VersionRow | Refusal> {
  const { communityId, accountId } = caller;
  if (!(await findMeeting(s, communityId, meetingId))) return { refused: 'meeting/absent' };
  return await s.store.tx(async (q): Promise<VersionRow | Refusal> => {
    const [last] = await versionsOf(q, { communityId, meetingId, kind });
    if (seen !== null && !last) return { refused: 'paper/absent' };
    if (seen !== null && last!.version !== seen) return { refused: 'paper/changed' };
    if ((last?.version ?? 0) >= MOST_VERSIONS) return { refused: 'paper/full' };
    const made = next(last as VersionRow);
    if (!made) return last!;
    const row: VersionRow = {
      communityId,
      meetingId,
      kind,
      version: (last?.version ?? 0) + 1,
      ...made,
      madeBy: accountId,
      madeAt: s.now().toISOString(),
      publishedAt: null,
      publishedBy: null,
      withdrawnAt: null,
      withdrawnBy: null,
      headSeq: null,
      headHash: null
    };
    await q.insert(paperVersion).values(row).run();
    return row;
  });
}
