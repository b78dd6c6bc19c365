import type { ChaseKind } from '$lib/domain/ledger/chasing';
import { ACTS } from '$lib/domain/ledger/acts';
import type { Hearer } from '$lib/domain/ledger/acts/declare';
import { deadlineOf, HIGHEST_LEVEL } from '$lib/domain/ledger/item-state';
import type { NoticeKind } from '$lib/domain/notices/kind';
import type { Query } from '../db/store';
import {
  aboutItem,
  tellChased,
  toOf,
  type ActHearer,
  type Happened,
  type NoteKind,
  type NoteTo,
  type Tell
} from '../ledger';
import { putNotice } from './put-notice';

/** What the morning's chases are called in the lists of those they are for. */
const CHASES: Record<ChaseKind, NoticeKind> = {
  'due-soon': 'due-soon',
  overdue: 'overdue',
  escalated: 'escalated',
  'not-accepted': 'chased',
  'part-due': 'overdue',
  'review-due': 'due-soon',
  'ask-waits': 'extension-asked'
};

const kindOf = (kind: NoteKind): NoticeKind => (kind === 'chased' ? 'chased' : CHASES[kind]);

/** The ledger's notes as notices. */
export const tellByNotice: Tell = (q, { kind, ...note }) => putNotice(q, { ...note, kind: kindOf(kind) });

/**
 * Puts a notice for each of those an act concerns, as it is declared. Of what the clock takes up the morning's reminders tell, rung
 * by rung (rule K2).
 */
export const hearByNotice: ActHearer = async (q, happened) => {
  const { by, input, row } = happened;
  const { act, at, detail } = happened.event;
  if (act === 'escalate' && 'daysLate' in detail) return;
  for (const [kind, ...hearers] of ACTS[act].tells)
    for (const hearer of hearers)
      if (hearer === 'owing')
        await tellChased(q, row, { reason: input.reason ?? '', at, who: by.name, by: by.id, tell: tellByNotice });
      else await tellThem(q, happened, kind, await whoIs(q, happened, hearer));
};

async function whoIs(q: Query, happened: Happened, hearer: Exclude<Hearer, 'owing'>): Promise<NoteTo[]> {
  const { input, before, row, standing } = happened;
  switch (hearer) {
    case 'office':
      return [{ office: true }];
    case 'up':
      return await toOf(q, row.communityId, standing.level >= HIGHEST_LEVEL ? 'secretary' : 'office');
    case 'part':
      return parties([input.partyId ?? null]);
    case 'partners':
      // Who was released from a part may not see the item any more, and hears of it no more.
      return parties(Object.keys(standing.parts).filter((id) => standing.parts[id]!.state !== 'released'));
    case 'asked':
      return parties((input.partners ?? []).map(({ partyId }) => partyId));
    case 'owner':
      return parties([row.ownerId ?? before?.ownerId ?? null]);
  }
}

async function tellThem(
  q: Query,
  { event: { act, at }, input, by, row, standing }: Happened,
  kind: NoticeKind,
  to: readonly NoteTo[]
): Promise<void> {
  const { values, ...about } = aboutItem(row);
  const dueOn = act === 'hold' ? standing.reviewOn : act === 'ask' ? (input.ask?.day ?? null) : deadlineOf(standing);
  const said = { ...values, who: by.name, reason: input.reason ?? '', ...(dueOn ? { dueOn } : {}) };
  for (const one of to) await putNotice(q, { ...about, to: one, kind, values: said, at, by: by.id });
}

const parties = (ids: readonly (string | null)[]): NoteTo[] => ids.flatMap((partyId) => (partyId ? [{ partyId }] : []));
