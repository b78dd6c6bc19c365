import { and, eq } from 'drizzle-orm';
import { readArrivals } from '$lib/document/attendance';
import { meetingDocument } from '$lib/document/keys';
import { projection } from '$lib/document/projection';
import { may } from '$lib/domain/identity/role';
import { dayIn } from '$lib/domain/meetings/days';
import {
  readRules,
  requirements,
  TRACKS,
  usualTrack,
  type ProcedureFacts,
  type ProcedureRules,
  type Requirement,
  type Track
} from '$lib/domain/meetings/procedure';
import type { Refusal } from '$lib/domain/refusal';
import { calendarOf } from '../calendar';
import { changeSettings, getCommunity } from '../community';
import { anyOf } from '../db/any-of';
import type { Caller } from '../identity';
import { originOf } from '../ledger';
import { item, itemEvent } from '../ledger/tables';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { cameOf, issueOf } from './item-origin';
import { findMeeting } from './find-meeting';
import { meeting } from './tables';

/** The rules a community works by. */
export async function procedureRules(s: Pick<Ground, 'store'>, communityId: string): Promise<ProcedureRules> {
  return readRules((await getCommunity(s, communityId))?.settings.procedure);
}

/** Sets them; null goes back to the standard. */
export async function setProcedureRules(
  s: Pick<Ground, 'store'>,
  caller: Caller,
  rules: ProcedureRules | null
): Promise<ProcedureRules | Refusal> {
  if (!may(caller.role, 'settings/manage')) return { refused: 'right/missing' };
  const read = readRules(rules);
  if (rules && JSON.stringify(read) !== JSON.stringify(rules)) return { refused: 'input/invalid' };
  await changeSettings(s, caller.communityId, { procedure: rules ?? undefined });
  return read;
}

/** Puts a meeting on a track. */
export async function chooseTrack(
  s: Pick<Ground, 'store'>,
  caller: Caller,
  id: string,
  track: string
): Promise<{ track: Track } | Refusal> {
  if (!may(caller.role, 'meetings/plan')) return { refused: 'right/missing' };
  const chosen = TRACKS.find((one) => one === track);
  if (!chosen) return { refused: 'input/invalid', fields: { track: 'field/unfit' } };
  if (!(await findMeeting(s, caller.communityId, id))) return { refused: 'meeting/absent' };
  await s.store.tx((q) =>
    q
      .update(meeting)
      .set({ track: chosen })
      .where(and(eq(meeting.communityId, caller.communityId), eq(meeting.id, id)))
      .run()
  );
  return { track: chosen };
}

export interface Procedure {
  track: Track;
  rules: ProcedureRules;
  requirements: Requirement[];
}

/** What a meeting has and lacks on its track. @param minutesFinal what the papers, an area above, say of its minutes */
export async function procedureOf(
  s: Pick<Ground, 'store' | 'now'> & { hub: Hub },
  caller: Caller,
  id: string,
  { minutesFinal }: Pick<ProcedureFacts, 'minutesFinal'>
): Promise<Procedure | Refusal> {
  if (!may(caller.role, 'meetings/read')) return { refused: 'right/missing' };
  const { communityId } = caller;
  const row = await findMeeting(s, communityId, id);
  const found =
    row &&
    (await s.hub.read(meetingDocument(id), (doc, whose) => ({
      projected: projection(doc, whose),
      arrivals: readArrivals(doc)
    })));
  if (!row || !found) return { refused: 'meeting/absent' };
  const { projected, arrivals } = found;
  const { q } = s.store;
  const items = await q
    .select()
    .from(item)
    .where(and(eq(item.communityId, communityId), cameOf(id)))
    .all();
  const rated = items.length
    ? await q
        .select({ itemId: itemEvent.itemId })
        .from(itemEvent)
        .where(
          and(
            eq(itemEvent.communityId, communityId),
            eq(itemEvent.act, 'rate'),
            anyOf(
              itemEvent.itemId,
              items.map((item) => item.id)
            )
          )
        )
        .all()
    : [];
  const byIssue = new Map(items.map((item) => [issueOf(originOf(item))?.issueId, item]));
  const ratedIds = new Set(rated.map(({ itemId }) => itemId));
  const issues = projected.issues
    .filter((issue) => issue.outcome !== 'dropped' && issue.title.trim())
    .map((issue) => {
      const made = byIssue.get(issue.id);
      const onTheSpot = issue.outcome === 'answered' ? (issue.confirmedAt ?? row.closedAt) : null;
      return { settledAt: made?.finishedAt ?? onTheSpot, rated: made ? ratedIds.has(made.id) : false };
    });
  const facts: ProcedureFacts = {
    plannedAt: row.createdAt,
    startsAt: row.startsAt,
    begun: row.phase !== 'prepare',
    issues,
    signedIn: arrivals.filter(({ via }) => via !== 'number').length,
    votes: projected.polls.filter((poll) => poll.closedAt !== null && poll.kind !== 'report').length,
    minutesFinal
  };
  const timeZone = (await getCommunity(s, communityId))?.timeZone ?? 'Asia/Shanghai';
  const track = TRACKS.find((track) => track === row.track) ?? usualTrack(row.kind);
  const rules = await procedureRules(s, communityId);
  const now = s.now().toISOString();
  const calendar = await calendarOf(q, communityId);
  return { track, rules, requirements: requirements(track, rules, facts, now, (at) => dayIn(at, timeZone), calendar) };
}
