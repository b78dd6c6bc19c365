import { and, asc, eq } from 'drizzle-orm';
import { meetingDocument } from '$lib/document/keys';
import { projection } from '$lib/document/projection';
import { may } from '$lib/domain/identity/role';
import { fateAtClose } from '$lib/domain/meetings/readiness';
import type { Refusal } from '$lib/domain/refusal';
import { dayOf } from '$lib/words/dates';
import { timeZoneOf, today } from '../community';
import { party, venue } from '../community/tables';
import type { Caller } from '../identity';
import { lineColumns, lineOf, type Hearing, type ItemLine } from '../ledger';
import { item } from '../ledger/tables';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { carryOutReports } from './carry-out-reports';
import { checksToFollow } from './checks-to-follow';
import { findMeeting, type MeetingRow } from './find-meeting';
import { indexTitle } from './diary-search';
import { cameOf, issueOf } from './item-origin';
import { itemOfIssue } from './item-of-issue';
import { meeting } from './tables';
import { tellClosed } from './tell-closed';
import { writeProjection } from './write-projection';

export interface Closed {
  closedAt: string;
  /** What the close put into the ledger; closing again gives the same. What comes late is found in the record. */
  items: ItemLine[];
  /** Issues that nobody confirmed: they stay in the meeting's record. */
  unconfirmed: { id: string; title: string }[];
}

type Deps = Pick<Ground, 'store' | 'now'> & Hearing & { hub: Hub } & Partial<Pick<Ground, 'log'>>;

/**
 * Closes a meeting: in one transaction every confirmed issue becomes an item or an answered one, keyed by its issue, and
 * the diary is written down. Closing again, also at the same moment from another tablet, changes nothing.
 */
export async function closeMeeting(s: Deps, caller: Caller, id: string): Promise<Closed | Refusal> {
  if (!may(caller.role, 'meetings/close')) return { refused: 'right/missing' };
  const { communityId } = caller;
  const row = await findMeeting(s, communityId, id);
  if (!row) return { refused: 'meeting/absent' };
  const projected = await s.hub.read(meetingDocument(id), (doc, whose) => projection(doc, whose));
  if (!projected) return { refused: 'meeting/absent' };

  const at = s.now().toISOString();
  const year = Number(dayOf(at, await timeZoneOf(s, communityId)).slice(0, 4));
  await s.store.tx(async (q) => {
    const standing = (await q
      .select()
      .from(meeting)
      .where(and(eq(meeting.communityId, communityId), eq(meeting.id, id)))
      .get()) as MeetingRow;
    if (standing.phase === 'closed') return;
    const by = { id: caller.accountId, name: caller.name };
    const made = new Set<string>();
    for (const issue of projected.issues) {
      const fate = fateAtClose(issue);
      if (fate !== 'item' && fate !== 'answered') continue;
      made.add(issue.id);
      await itemOfIssue(q, s.hearers, { meeting: standing, issue, fate, late: false, at, year, by });
    }
    // A document that was made by hand may have an issue under the id of a dispute's sheet: one item stands for both.
    for (const issue of checksToFollow(projected).filter(({ id }) => !made.has(id)))
      await itemOfIssue(q, s.hearers, { meeting: standing, issue, fate: 'item', late: false, at, year, by });
    await carryOutReports(
      q,
      s.hearers,
      standing,
      projected.reports,
      { role: caller.role, partyId: caller.partyId, id: caller.accountId, name: caller.name },
      at
    );
    await writeProjection(q, standing, projected, at);
    const title = projected.meta.title || standing.title;
    if (title !== standing.title) await indexTitle(q, { communityId, id, title });
    await q
      .update(meeting)
      .set({
        phase: 'closed',
        closedBy: caller.accountId,
        closedAt: at,
        title,
        issuesAtClose: projected.issues.map((issue) => issue.id)
      })
      .where(and(eq(meeting.communityId, communityId), eq(meeting.id, id)))
      .run();
  });
  // Closed is closed: should the tablets not hear of it now, they will at the next settling or start.
  await tellClosed(s, id).catch((error: unknown) =>
    s.log?.error({ err: error, meeting: id }, 'close broadcast failed')
  );
  return await whatCameOfIt(s, caller, id);
}

async function whatCameOfIt(s: Deps, caller: Caller, id: string): Promise<Closed> {
  const { communityId } = caller;
  const day = await today(s, communityId);
  const rows = await s.store.q
    .select(lineColumns)
    .from(item)
    .leftJoin(party, and(eq(party.communityId, item.communityId), eq(party.id, item.ownerId)))
    .leftJoin(venue, and(eq(venue.communityId, item.communityId), eq(venue.id, item.venueId)))
    .where(and(eq(item.communityId, communityId), cameOf(id)))
    .orderBy(asc(item.createdAt), asc(item.number))
    .all();
  const lines = rows.map((row) => lineOf(row, day));
  const made = new Set(lines.map(({ origin }) => issueOf(origin)?.issueId));
  const closed = await findMeeting(s, communityId, id);
  const stood = new Set(closed?.issuesAtClose ?? []);
  const projected = await s.hub.read(meetingDocument(id), (doc, whose) => projection(doc, whose));
  return {
    closedAt: closed?.closedAt ?? '',
    items: lines.filter((line) => !line.late),
    unconfirmed: (projected?.issues ?? [])
      .filter((issue) => stood.has(issue.id) && !made.has(issue.id) && fateAtClose(issue) === 'unconfirmed')
      .map(({ id, title }) => ({ id, title }))
  };
}
