import { may } from '$lib/domain/identity/role';
import { reworded, textsOf } from '$lib/domain/papers/paper';
import { maskFindings } from '$lib/domain/privacy/find-personal';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import { findMeeting } from '../meetings';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { checkPaper } from './check-paper';
import type { VersionRow } from './find-paper';
import { paperSource } from './source';
import { append, type PaperOf } from './write-version';

/** Masks some findings of a paper and keeps others, one by one as a person decided; the paper keeps its stage. */
export async function decideFindings(
  s: Pick<Ground, 'store' | 'now'> & { hub: Hub },
  caller: Caller,
  paper: PaperOf,
  seen: number,
  decided: Readonly<Record<string, 'mask' | 'keep'>>
): Promise<VersionRow | Refusal> {
  if (!may(caller.role, 'meetings/write')) return { refused: 'right/missing' };
  const names = await namesOf(s, caller, paper);
  return await append(s, caller, paper, seen, (last) => {
    const findings = checkPaper(last.body, names, last.kept);
    const masked = findings.filter(({ key }) => decided[key] === 'mask');
    const texts = Object.fromEntries(
      textsOf(last.body)
        .map(
          ({ id, text }) =>
            [
              id,
              maskFindings(
                text,
                masked.filter(({ place }) => place === id)
              )
            ] as const
        )
        .filter(([id]) => masked.some(({ place }) => place === id))
    );
    const kept = [
      ...new Set([...last.kept, ...findings.filter(({ key }) => decided[key] === 'keep').map(({ key }) => key)])
    ];
    if (!masked.length && kept.length === last.kept.length) return null;
    return { stage: last.stage as 'draft', body: reworded(last.body, texts), kept };
  });
}

/** People who are known to stand behind a meeting's words. */
export async function namesOf(
  s: Pick<Ground, 'store'> & { hub: Hub },
  caller: Caller,
  { meetingId }: PaperOf
): Promise<string[]> {
  const meeting = await findMeeting(s, caller.communityId, meetingId);
  return (meeting && (await paperSource(s, meeting, 'zh-CN'))?.names) ?? [];
}
