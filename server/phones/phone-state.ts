import { and, eq, isNull } from 'drizzle-orm';
import { meetingDocument } from '$lib/document/keys';
import { readPublicPolls, type PollRecord } from '$lib/document/polls';
import { readQueue } from '$lib/document/queue';
import { hasBegun } from '$lib/document/reading';
import { phonesOpen, readTray, wasTaken } from '$lib/document/tray';
import { floorAt } from '$lib/domain/meetings/speaking';
import { maskPublic } from '$lib/domain/privacy/mask-public';
import { meetingByCode } from '../meetings';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { phoneHand, phoneHere, phoneMessage, phoneSupport, phoneVote } from './tables';

/** What one phone did here, and what it may do now. */
export interface PhoneState {
  code: string;
  title: string;
  /** The door is open and the meeting under way. */
  open: boolean;
  /** It has not begun, and people may sign in. */
  early: boolean;
  closed: boolean;
  /** Its hand in the queue: how many come before it; null: not up. */
  hand: { name: string; before: number; speaking: boolean } | null;
  /** The name it gave last. */
  name: string;
  /** What it gave at the sign-in; null: it has not signed in, or went away again. */
  here: { building: string; name: string; consent: boolean } | null;
  supports: string[];
  votes: Record<string, string[]>;
  polls: Pick<PollRecord, 'id' | 'kind' | 'question' | 'choices' | 'closedAt' | 'phones'>[];
  messages: { id: string; text: string; at: string; picture: boolean; state: 'waiting' | 'taken' | 'declined' }[];
}

/** Null: no meeting has this code. */
export async function phoneState(
  s: Pick<Ground, 'store' | 'now'> & { hub: Hub },
  code: string,
  deviceId: string
): Promise<PhoneState | null> {
  const meeting = await meetingByCode(s, code);
  if (!meeting) return null;
  const { communityId, id: meetingId } = meeting;
  const { q } = s.store;
  const now = s.now().getTime();
  const [hands, supports, votes, messages, arrivals] = await Promise.all([
    q
      .select()
      .from(phoneHand)
      .where(
        and(
          eq(phoneHand.communityId, communityId),
          eq(phoneHand.meetingId, meetingId),
          eq(phoneHand.deviceId, deviceId)
        )
      )
      .all(),
    q
      .select({ issueId: phoneSupport.issueId })
      .from(phoneSupport)
      .where(
        and(
          eq(phoneSupport.communityId, communityId),
          eq(phoneSupport.meetingId, meetingId),
          eq(phoneSupport.deviceId, deviceId),
          isNull(phoneSupport.withdrawnAt)
        )
      )
      .all(),
    q
      .select({ pollId: phoneVote.pollId, choices: phoneVote.choices })
      .from(phoneVote)
      .where(
        and(
          eq(phoneVote.communityId, communityId),
          eq(phoneVote.meetingId, meetingId),
          eq(phoneVote.deviceId, deviceId)
        )
      )
      .all(),
    q
      .select()
      .from(phoneMessage)
      .where(
        and(
          eq(phoneMessage.communityId, communityId),
          eq(phoneMessage.meetingId, meetingId),
          eq(phoneMessage.deviceId, deviceId)
        )
      )
      .all(),
    q
      .select()
      .from(phoneHere)
      .where(
        and(
          eq(phoneHere.communityId, communityId),
          eq(phoneHere.meetingId, meetingId),
          eq(phoneHere.deviceId, deviceId),
          isNull(phoneHere.withdrawnAt)
        )
      )
      .all()
  ]);
  const seen = await s.hub.read(meetingDocument(meetingId), (doc) => ({
    door: phonesOpen(doc),
    begun: hasBegun(doc),
    floor: floorAt(readQueue(doc), now),
    polls: readPublicPolls(doc),
    declined: new Set(
      readTray(doc)
        .filter((message) => message.declined)
        .map(({ id }) => id)
    ),
    taken: new Set(messages.filter(({ id }) => wasTaken(doc, id)).map(({ id }) => id))
  }));
  const closed = meeting.phase === 'closed';
  const mine = new Map(hands.filter((hand) => !hand.withdrawnAt).map((hand) => [hand.id, hand]));
  const speaking = seen?.floor.speaking && mine.get(seen.floor.speaking.asking.id);
  const at = seen?.floor.waiting.findIndex(({ asking }) => mine.has(asking.id)) ?? -1;
  const up = at >= 0 ? mine.get(seen!.floor.waiting[at]!.asking.id)! : null;
  return {
    code: meeting.code,
    title: maskPublic(meeting.title),
    open: !closed && seen?.door === true && seen.begun,
    early: !closed && seen?.door === true && !seen.begun,
    closed,
    hand: speaking
      ? { name: speaking.name, before: 0, speaking: true }
      : up && { name: up.name, before: at, speaking: false },
    name: hands.at(-1)?.name ?? messages.at(-1)?.name ?? '',
    here: arrivals[0] ? { building: arrivals[0].building, name: arrivals[0].name, consent: arrivals[0].consent } : null,
    supports: supports.map(({ issueId }) => issueId),
    votes: Object.fromEntries(votes.map(({ pollId, choices }) => [pollId, choices])),
    polls: (seen?.polls ?? []).map(({ id, kind, question, choices, closedAt, phones }) => ({
      id,
      kind,
      closedAt,
      phones,
      question: maskPublic(question),
      choices: choices.map((choice) => ({ id: choice.id, label: maskPublic(choice.label) }))
    })),
    messages: messages.map(({ id, text, at: when, photoId }) => ({
      id,
      text,
      at: when,
      picture: photoId !== null,
      state: seen?.taken.has(id) ? 'taken' : seen?.declined.has(id) ? 'declined' : 'waiting'
    }))
  };
}
