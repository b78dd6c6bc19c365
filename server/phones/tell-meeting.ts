import { and, count, eq } from 'drizzle-orm';
import type * as Y from 'yjs';
import { wasNoted } from '$lib/document/access';
import { ArrivalsDocument, consentOf, PrivateDocument, privateDocument, type Consent } from '$lib/document/attendance';
import { meetingDocument } from '$lib/document/keys';
import { supportFromPhone } from '$lib/document/support';
import { PollsDocument, readPolls } from '$lib/document/polls';
import { SpeakersDocument } from '$lib/document/queue';
import { putInTray } from '$lib/document/tray';
import type { MeetingRow } from '../meetings';
import { meeting } from '../meetings/tables';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { phoneHand, phoneHere, phoneMessage, phoneSupport, phoneVote } from './tables';

type Deps = Pick<Ground, 'store' | 'log'> & { hub: Hub };
const ORIGIN = 'phones';

/**
 * Brings what phones did, as the tables have it, into the meeting's document. Safe to repeat: what is there already is not
 * written again, so a crash between the two costs nothing.
 */
export async function tellMeeting(s: Deps, { communityId, id }: Pick<MeetingRow, 'communityId' | 'id'>) {
  const { q } = s.store;
  const name = meetingDocument(id);
  const open = await s.hub.read(name, (doc) => readPolls(doc).map((poll) => ({ id: poll.id, kind: poll.kind })));
  if (!open) return;
  const tallies = await Promise.all(open.map(({ id: pollId }) => tallyOf(s, { communityId, id }, pollId)));
  const [supports, hands, messages, arrivals] = await Promise.all([
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
      .all(),
    q
      .select()
      .from(phoneHere)
      .where(and(eq(phoneHere.communityId, communityId), eq(phoneHere.meetingId, id)))
      .all()
  ]);
  await s.hub.change(name, (doc) => {
    const polls = new PollsDocument(doc, ORIGIN);
    open.forEach((poll, at) => polls.setPhoneTally(poll.id, tallies[at]!.tally, tallies[at]!.voters));
    for (const { issueId, deviceId, withdrawnAt } of supports)
      supportFromPhone(doc, issueId, deviceId, withdrawnAt === null, ORIGIN);
    const queue = new SpeakersDocument(doc, ORIGIN);
    for (const hand of hands) {
      const known = wasNoted(doc, 'queue', hand.id);
      if (!known && !hand.withdrawnAt) queue.add({ id: hand.id, name: hand.name, askedAt: hand.at, from: 'phone' });
      else if (known && hand.withdrawnAt) queue.withdraw(hand.id);
    }
    const people = new ArrivalsDocument(doc, ORIGIN);
    for (const { id: key, building, name: who, consent, at, withdrawnAt } of arrivals) {
      if (!wasNoted(doc, 'people', key)) {
        if (withdrawnAt) continue;
        people.add({ id: key, building, count: 1, arrivedAt: at, via: 'phone', by: '' });
      }
      people.set(key, { building, shownAs: consent && who && !withdrawnAt ? who : null });
      // A facilitator may have taken the record out; only its owner's own going is carried over again.
      if (withdrawnAt) people.remove(key);
    }
    for (const { id: key, name: by, text, at, photoId } of messages)
      putInTray(doc, { id: key, name: by, text, at, photoId }, ORIGIN);
  });
  if (arrivals.length)
    await s.hub.change(privateDocument(id), (doc) => {
      const people = new PrivateDocument(doc, ORIGIN);
      for (const { id: key, name: who, consent, at, withdrawnAt } of arrivals) {
        if (withdrawnAt) people.erase(key);
        else if (!wasNoted(doc, 'people', key) && !who) continue;
        else {
          const input = { given: consent, at, heard: 'phone', by: '' };
          people.put(key, { name: who, ...(same(doc, key, input) ? {} : { consent: input }) });
        }
      }
    });
}

function same(doc: Y.Doc, id: string, consent: Consent): boolean {
  return JSON.stringify(consentOf(doc, id)) === JSON.stringify(consent);
}

/** The votes of one poll: how many phones, and how many for each choice. */
async function tallyOf(
  s: Pick<Deps, 'store'>,
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

/** After a start: meetings that are not closed hear what phones had done when the process died. */
export async function repairPhones(s: Deps): Promise<void> {
  const touched = new Set<string>();
  for (const table of [phoneVote, phoneSupport, phoneHand, phoneMessage, phoneHere])
    for (const row of await s.store.q.selectDistinct({ id: table.meetingId }).from(table).all()) touched.add(row.id);
  for (const id of touched) {
    const row = await s.store.q.select().from(meeting).where(eq(meeting.id, id)).get();
    if (row && row.phase !== 'closed') await tellMeeting(s, row);
  }
}
