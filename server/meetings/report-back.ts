import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { CarriedStep } from '$lib/domain/meetings/carried';
import { dayIn } from '$lib/domain/meetings/days';
import { daysOverdue, inReportOrder, reportGroup, type Reported } from '$lib/domain/meetings/report-back';
import type { Refusal } from '$lib/domain/refusal';
import { timeZoneOf } from '../community';
import { party } from '../community/tables';
import type { Caller } from '../identity';
import { originOf } from '../ledger';
import { item, itemEvent } from '../ledger/tables';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { carriedHere } from './carried';
import { findMeeting, type MeetingRow } from './find-meeting';
import { issueOf } from './item-origin';
import { publicItems } from './public-items';
import { picturesOf } from './report-pictures';

const MOST = 30;
/** So many are looked through: what is older was reported, or will be found in the ledger. */
const LOOKED_THROUGH = 200;

export interface ReportBack {
  lines: Reported[];
  /** What the last meetings here put off to this one. */
  carried: CarriedStep[];
}

/** What earlier meetings promised at this meeting's place (or, for other kinds than those of a place, in the community). */
export async function reportedAt(
  s: Pick<Ground, 'store' | 'now'>,
  { communityId, id, venueId, kind, startsAt }: Pick<MeetingRow, 'communityId' | 'id' | 'venueId' | 'kind' | 'startsAt'>
): Promise<Reported[]> {
  const { q } = s.store;
  const timeZone = await timeZoneOf(s, communityId);
  const today = dayIn(s.now().toISOString(), timeZone);
  const ofPlace = venueId !== null && (kind === 'stool' || kind === 'secretary');
  const rows = await q
    .select({ item, owner: party.name })
    .from(item)
    .leftJoin(party, and(eq(party.communityId, item.communityId), eq(party.id, item.ownerId)))
    .where(
      and(
        eq(item.communityId, communityId),
        publicItems(),
        ofPlace ? eq(item.venueId, venueId) : undefined,
        lt(item.createdAt, startsAt > s.now().toISOString() ? startsAt : s.now().toISOString())
      )
    )
    .orderBy(desc(item.createdAt))
    .limit(LOOKED_THROUGH)
    .all();
  const others = rows.filter((row) => issueOf(originOf(row.item))?.meetingId !== id);
  const events = others.length
    ? await q
        .select()
        .from(itemEvent)
        .where(
          and(
            eq(itemEvent.communityId, communityId),
            inArray(
              itemEvent.itemId,
              others.map((row) => row.item.id)
            ),
            inArray(itemEvent.act, ['extend', 'hold', 'return', 'finish', 'rate', 'report-done', 'report-reopen'])
          )
        )
        .orderBy(itemEvent.seq)
        .all()
    : [];
  const lines: (Omit<Reported, 'before' | 'after'> & Parameters<typeof picturesOf>[2][number])[] = [];
  for (const { item: one, owner } of others) {
    const own = events.filter(({ itemId }) => itemId === one.id);
    const finishedOn = one.finishedAt ? dayIn(one.finishedAt, timeZone) : null;
    // What this very meeting says of it leaves it where it is until the next.
    const said = own.findLast((event) => event.act === 'report-done' && event.detail.meetingId !== id);
    const group = reportGroup(
      {
        state: one.state,
        dueOn: one.dueOn,
        finishedOn,
        answeredOnTheSpot: one.state === 'answered' && one.finishedAt === one.createdAt,
        reportedDone: said !== undefined && (one.finishedAt === null || said.at >= one.finishedAt)
      },
      today
    );
    if (!group) continue;
    const rating = own.findLast((event) => event.act === 'rate')?.detail.rating as Record<string, number> | undefined;
    const scores = Object.values(rating ?? {}).filter((score) => typeof score === 'number');
    const reason = own.findLast(
      (event) => event.reason && (group === 'done' ? event.act === 'finish' : !event.act.startsWith('report'))
    );
    lines.push({
      id: one.id,
      number: one.number,
      title: one.title,
      state: one.state,
      group,
      owner,
      dueOn: one.dueOn,
      daysLate: daysOverdue({ state: one.state, dueOn: one.dueOn, finishedOn }, today),
      reason: reason?.reason ?? '',
      rating: scores.length ? scores.reduce((sum, score) => sum + score, 0) / scores.length : null,
      issue: issueOf(originOf(one)),
      doneWith: group === 'done' ? picturesIn(own) : []
    });
  }
  const first = inReportOrder(lines).slice(0, MOST);
  const pictures = await picturesOf(q, communityId, first);
  return first.map(({ issue: _issue, doneWith: _with, ...line }) => ({
    ...line,
    ...(pictures.get(line.id) ?? { before: null, after: null })
  }));
}

/** Uploads that came with the last finish. */
function picturesIn(events: readonly (typeof itemEvent.$inferSelect)[]): string[] {
  const input = events.findLast((event) => event.act === 'finish')?.detail.photos;
  return Array.isArray(input) ? input.filter((id): id is string => typeof id === 'string') : [];
}

/** The same for a tablet, with what the last meetings here did not come to. */
export async function reportBack(
  s: Pick<Ground, 'store' | 'now'> & { hub: Hub },
  caller: Caller,
  id: string
): Promise<ReportBack | Refusal> {
  if (!may(caller.role, 'meetings/write')) return { refused: 'right/missing' };
  const { communityId } = caller;
  const row = await findMeeting(s, communityId, id);
  if (!row) return { refused: 'meeting/absent' };
  return { lines: await reportedAt(s, row), carried: await carriedHere(s, row) };
}
