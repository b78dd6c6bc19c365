import { and, eq } from 'drizzle-orm';
import type * as Y from 'yjs';
import type { Whose } from '$lib/document/authored';
import { projection, type Projection } from '$lib/document/projection';
import type { IssueRecord } from '$lib/document/records';
import { dayIn } from '$lib/domain/meetings/days';
import { PHASES, type Phase } from '$lib/domain/meetings/kind';
import { fateAtClose, fateWhenLate } from '$lib/domain/meetings/readiness';
import { findVenue, timeZoneOf } from '../community';
import type { Query } from '../db/store';
import { noteLateChanges, originOf, LATE_TABLET, type Hearing, type ItemRow } from '../ledger';
import { item } from '../ledger/tables';
import type { Ground } from '../ground';
import { carryOutReports } from './carry-out-reports';
import { checksToFollow } from './checks-to-follow';
import { indexTitle } from './diary-search';
import type { MeetingRow } from './find-meeting';
import { cameOf, issueOf } from './item-origin';
import { itemOfIssue, valuesOf } from './item-of-issue';
import { meeting } from './tables';
import { writeProjection } from './write-projection';

/**
 * Takes what a meeting's document says into the database: diary and issues, and after the close what came late (rules R3,
 * L1, L2). Safe to repeat; every row is keyed by what it stands for. Returns where the meeting was joined into, and whether the document
 * still has to be told that the meeting is closed: a tablet's own change of phase may have won over the close.
 */
export async function absorb(
  s: Pick<Ground, 'store' | 'now'> & Hearing,
  meetingId: string,
  doc: Y.Doc,
  whose?: Whose
): Promise<{ tellClosed: boolean; joinedInto: string | null }> {
  const projected = projection(doc, whose);
  const at = s.now().toISOString();
  const found = await s.store.q
    .select({ communityId: meeting.communityId })
    .from(meeting)
    .where(eq(meeting.id, meetingId))
    .get();
  if (!found) return { tellClosed: false, joinedInto: null };
  const { communityId } = found;
  const year = Number(dayIn(at, await timeZoneOf(s, communityId)).slice(0, 4));
  const scope = and(eq(meeting.communityId, communityId), eq(meeting.id, meetingId));
  return await s.store.tx(async (q) => {
    const row = (await q.select().from(meeting).where(scope).get()) as MeetingRow;
    // What is written in a meeting that was joined into another is taken in there.
    if (row.joinedInto) return { tellClosed: false, joinedInto: row.joinedInto };
    const closed = row.phase === 'closed';
    await writeProjection(q, row, projected, at);
    if (closed) {
      await absorbLate(q, s, row, projected, { at, year });
      await carryOutReports(
        q,
        s.hearers,
        row,
        projected.reports,
        { role: 'system', partyId: null, ...LATE_TABLET },
        at
      );
    }
    const next = { ...(closed ? {} : await followed(q, row, projected)), documentPhase: seen(projected) };
    if (Object.entries(next).some(([key, value]) => row[key as keyof MeetingRow] !== value))
      await q.update(meeting).set(next).where(scope).run();
    if (next.title !== undefined && next.title !== row.title) await indexTitle(q, { ...row, title: next.title });
    return { tellClosed: closed && projected.meta.phase !== 'closed', joinedInto: null };
  });
}

/** The phase in the document; empty while nothing has been written into it. */
function seen({ meta }: Projection): string {
  return meta.title || meta.startsAt ? meta.phase : '';
}

/** Before the close the row follows the document: title, place, time and phase as the tablets set them. Only the close closes. */
async function followed(q: Query, row: MeetingRow, { meta }: Projection): Promise<Partial<MeetingRow>> {
  const phase = PHASES.find((phase) => phase === meta.phase && phase !== 'closed') as Phase | undefined;
  const startsAt = Date.parse(meta.startsAt);
  const place = meta.venueId && meta.venueId !== row.venueId ? await findVenue(q, row.communityId, meta.venueId) : null;
  return {
    phase: seen({ meta } as Projection) ? (phase ?? row.phase) : row.phase,
    title: meta.title.trim() || row.title,
    startsAt: Number.isNaN(startsAt) ? row.startsAt : new Date(startsAt).toISOString(),
    venueId: place?.id ?? row.venueId
  };
}

async function absorbLate(
  q: Query,
  { hearers }: Hearing,
  row: MeetingRow,
  projected: Projection,
  { at, year }: { at: string; year: number }
): Promise<void> {
  const items = await q
    .select()
    .from(item)
    .where(and(eq(item.communityId, row.communityId), cameOf(row.id)))
    .all();
  const byIssue = new Map(items.map((made) => [issueOf(originOf(made))?.issueId, made]));
  const known = new Set(row.issuesAtClose ?? []);
  const made = new Set(byIssue.keys());
  const makeLate = async (issue: IssueRecord, fate: 'item' | 'answered') => {
    made.add(issue.id);
    await itemOfIssue(q, hearers, { meeting: row, issue, fate, late: true, at, year, by: LATE_TABLET });
  };
  for (const issue of projected.issues) {
    const standing = byIssue.get(issue.id);
    if (standing) {
      await withhold(q, standing, issue);
      await noteLateChanges(q, hearers, standing, valuesOf(issue), at);
    } else {
      const fate = lateFate(issue, known);
      if (fate) await makeLate(issue, fate);
    }
  }
  for (const issue of checksToFollow(projected)) {
    const standing = byIssue.get(issue.id);
    if (standing) await withhold(q, standing, issue);
    else if (!made.has(issue.id)) await makeLate(issue, 'item');
  }
}

/**
 * A consent that is taken back after the close is heard (rule M3): its item goes from whatever is public. The other way it is for staff
 * to open, not for a tablet.
 */
async function withhold(q: Query, { communityId, id, withheld }: ItemRow, issue: IssueRecord): Promise<void> {
  if (withheld || issue.withheld === null) return;
  await q
    .update(item)
    .set({ withheld: true })
    .where(and(eq(item.communityId, communityId), eq(item.id, id)))
    .run();
}

/** An issue that stood unconfirmed at the close waits until it is confirmed; one that nobody had seen needs words only. */
function lateFate(issue: IssueRecord, known: ReadonlySet<string>): 'item' | 'answered' | null {
  const fate = known.has(issue.id) ? fateAtClose(issue) : fateWhenLate(issue);
  return fate === 'item' || fate === 'answered' ? fate : null;
}
