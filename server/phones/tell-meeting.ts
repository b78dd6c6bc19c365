import { and, count, eq, isNotNull, isNull } from 'drizzle-orm';
import { meetingDocument } from '$lib/document/keys';
import { supportFromPhone } from '$lib/document/support';
import { PollsDocument, readPolls } from '$lib/document/polls';
import { SpeakersDocument } from '$lib/document/queue';
import { putInTray } from '$lib/document/tray';
import type { MeetingRow } from '../meetings';
import { meeting } from '../meetings/tables';
import type { Services } from '../services';
import { phoneHand, phoneMessage, phoneSupport, phoneVote } from './tables';

type Standing = Pick<Services, 'store' | 'hub' | 'log'>;
const ORIGIN = 'phones';

/**
 * Brings what phones did, as the tables have it, into the meeting's document. Safe to repeat: what is there already is not
 * written again, so a crash between the two costs nothing.
 */
export async function tellMeeting(s: Standing, { communityId, id }: Pick<MeetingRow, 'communityId' | 'id'>) {
  const { q } = s.store;
  const name = meetingDocument(id);
  const open = await s.hub.read(name, (doc) => readPolls(doc).map((poll) => ({ id: poll.id, kind: poll.kind })));
  if (!open) return;
  const tallies = await Promise.all(open.map(({ id: pollId }) => tallyOf(s, { communityId, id }, pollId)));
  const [supports, hands, messages] = await Promise.all([
    q
      .select()
      .from(phoneSupport)
      .where(and(eq(phoneSupport.communityId, communityId), eq(phoneSupport.meetingId, id)))
      .all(),
    q
      .select()
      .from(phoneHand)
      .where(and(eq(phoneHand.communityId, communityId), eq(phoneHand.meetingId, id)))
      .all(),
    q
      .select()
      .from(phoneMessage)
      .where(and(eq(phoneMessage.communityId, communityId), eq(phoneMessage.meetingId, id)))
      .all()
  ]);
  await s.hub.change(name, (doc) => {
    const polls = new PollsDocument(doc, ORIGIN);
    open.forEach((poll, at) => polls.setPhoneTally(poll.id, tallies[at]!.tally, tallies[at]!.voters));
    for (const { issueId, deviceId, withdrawnAt } of supports)
      supportFromPhone(doc, issueId, deviceId, withdrawnAt === null, ORIGIN);
    const queue = new SpeakersDocument(doc, ORIGIN);
    for (const hand of hands) {
      const known = doc.getMap('queue').has(hand.id);
      if (!known && !hand.withdrawnAt) queue.add({ id: hand.id, name: hand.name, askedAt: hand.at, from: 'phone' });
      else if (known && hand.withdrawnAt) queue.withdraw(hand.id);
    }
    for (const { id: key, name: by, text, at, photoId } of messages)
      putInTray(doc, { id: key, name: by, text, at, photoId }, ORIGIN);
  });
}

/** The votes of one poll: how many phones, and how many for each choice. */
async function tallyOf(
  s: Pick<Standing, 'store'>,
  { communityId, id }: Pick<MeetingRow, 'communityId' | 'id'>,
  pollId: string
): Promise<{ tally: Record<string, number>; voters: number }> {
  const rows = await s.store.q
    .select({ choices: phoneVote.choices, n: count() })
    .from(phoneVote)
    .where(and(eq(phoneVote.communityId, communityId), eq(phoneVote.meetingId, id), eq(phoneVote.pollId, pollId)))
    .groupBy(phoneVote.choices)
    .all();
  const tally = new Map<string, number>();
  for (const { choices, n } of rows) for (const choice of choices) tally.set(choice, (tally.get(choice) ?? 0) + n);
  return { tally: Object.fromEntries(tally), voters: rows.reduce((sum, { n }) => sum + n, 0) };
}

/** After a start: meetings that were under way hear what phones had done when the process died. */
export async function healPhones(s: Standing): Promise<void> {
  const rows = await s.store.q
    .select()
    .from(meeting)
    .where(and(isNull(meeting.closedAt), isNotNull(meeting.documentPhase)))
    .all();
  for (const row of rows) if (row.phase === 'live' || row.phase === 'readback') await tellMeeting(s, row as MeetingRow);
}
