import { and, eq, inArray } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { ChainHead } from '$lib/domain/ledger/event-hash';
import { changesBetween, PAPER_KINDS, type Change, type Paper, type PaperKind } from '$lib/domain/papers/paper';
import type { ObjectionView, VersionView } from '$lib/domain/papers/view';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import { account } from '../identity/tables';
import { stillInChain } from '../ledger';
import { findMeeting, meetingByCode, type MeetingRow } from '../meetings';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { checkPaper, type PlacedFinding } from './check-paper';
import { namesOf } from './decide-findings';
import { headOf, objectionsOf, publishedOf, versionsOf } from './find-paper';

export interface PaperVersion extends VersionView {
  publishedAt: string | null;
  withdrawnAt: string | null;
  /** Printed on it; null before it is published. */
  head: ChainHead | null;
}

export interface PaperState {
  meeting: MeetingRow;
  kind: PaperKind;
  versions: PaperVersion[];
  /** The one looked at; null: none has been drafted. */
  shown: (PaperVersion & { body: Paper }) | null;
  changes: Change[];
  findings: PlacedFinding[];
  objections: ObjectionView[];
  /** Version that everybody may read; null: none. */
  published: number | null;
}

/** One paper with its versions; `version` null looks at the newest. */
export async function getPaper(
  s: Pick<Ground, 'store'> & { hub: Hub },
  caller: Caller,
  meetingId: string,
  kind: PaperKind,
  version: number | null
): Promise<PaperState | Refusal> {
  if (!may(caller.role, 'meetings/read')) return { refused: 'right/missing' };
  const { communityId } = caller;
  const meeting = await findMeeting(s, communityId, meetingId);
  if (!meeting) return { refused: 'meeting/absent' };
  const where = { communityId, meetingId, kind };
  const holds = may(caller.role, 'meetings/write');
  // A draft may hold what is taken out before everybody reads it.
  const rows = (await versionsOf(s.store.q, where)).filter((row) => holds || (row.publishedAt && !row.withdrawnAt));
  const makers = rows.length
    ? await s.store.q
        .select({ id: account.id, name: account.name })
        .from(account)
        .where(
          and(
            eq(account.communityId, communityId),
            inArray(
              account.id,
              rows.map((row) => row.madeBy)
            )
          )
        )
        .all()
    : [];
  const nameOf = new Map(makers.map((maker) => [maker.id, maker.name]));
  const versions = rows.map((row) => ({
    version: row.version,
    stage: row.stage,
    madeAt: row.madeAt,
    publishedAt: row.publishedAt,
    withdrawnAt: row.withdrawnAt,
    head: headOf(row),
    madeBy: nameOf.get(row.madeBy) ?? ''
  }));
  const at = version === null ? 0 : rows.findIndex((row) => row.version === version);
  const row = rows[at];
  if (version !== null && !row) return { refused: 'paper/absent' };
  const before = rows[at + 1];
  return {
    meeting,
    kind,
    versions,
    shown: row ? { ...versions[at]!, body: row.body } : null,
    changes: holds && row && before ? changesBetween(before.body, row.body) : [],
    findings:
      holds && row && at === 0 ? checkPaper(row.body, await namesOf(s, caller, { meetingId, kind }), row.kept) : [],
    objections: (holds ? await objectionsOf(s.store.q, where) : []).map(({ id, version: n, who, text, at: when }) => ({
      id,
      version: n,
      who,
      text,
      at: when
    })),
    published: (await publishedOf(s.store.q, where))?.version ?? null
  };
}

/** How far each of the three papers of a meeting is. */
export async function listPapers(
  s: Pick<Ground, 'store'>,
  caller: Caller,
  meetingId: string
): Promise<{ kind: PaperKind; stage: string | null; version: number; published: boolean }[] | Refusal> {
  if (!may(caller.role, 'meetings/read')) return { refused: 'right/missing' };
  const { communityId } = caller;
  if (!(await findMeeting(s, communityId, meetingId))) return { refused: 'meeting/absent' };
  return await Promise.all(
    PAPER_KINDS.map(async (kind) => {
      const where = { communityId, meetingId, kind };
      const [last] = await versionsOf(s.store.q, where);
      const published = (await publishedOf(s.store.q, where)) !== null;
      return { kind, stage: last?.stage ?? null, version: last?.version ?? 0, published };
    })
  );
}

export interface PublishedPaper {
  kind: PaperKind;
  body: Paper;
  at: string;
  /** Of the ledger's history when it was published; null: it was published before that was kept. */
  head: ChainHead | null;
  /** Whether that head stands in the history today. */
  holds: boolean;
}

/** What everybody may read of a meeting's papers: those that are published, by the meeting's code. Null: no meeting has it. */
export async function publishedPapers(
  s: Pick<Ground, 'store'>,
  code: string
): Promise<{ meeting: MeetingRow; papers: PublishedPaper[] } | null> {
  const meeting = await meetingByCode(s, code);
  if (!meeting) return null;
  const { communityId, id: meetingId } = meeting;
  const rows = await Promise.all(PAPER_KINDS.map((kind) => publishedOf(s.store.q, { communityId, meetingId, kind })));
  const papers: PublishedPaper[] = [];
  for (const row of rows) {
    if (!row) continue;
    const head = headOf(row);
    const holds = head ? await stillInChain(s.store.q, communityId, head) : true;
    papers.push({ kind: row.kind as PaperKind, body: row.body, at: row.publishedAt!, head, holds });
  }
  return { meeting, papers };
}
