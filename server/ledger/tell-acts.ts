import type { ChaseKind } from '$lib/domain/ledger/chasing';
import type { Act } from '$lib/domain/ledger/acts';
import { deadlineOf, HIGHEST_LEVEL } from '$lib/domain/ledger/item-state';
import type { NoticeKind } from '$lib/domain/notices/kind';
import type { Query } from '../db/store';
import { putNotice } from '../notices';
import { HOUSE, type Applied, type Doing } from './apply-act';
import { tellChased } from './chase-items';
import type { ItemRow } from './standing';
import { aboutItem, toOf, type NoteKind, type NoteTo, type Tell } from './tell';

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

/** Who hears of an act: its owner (or who was), the partners concerned, the office, the secretary. */
type Hearer = 'owner' | 'part' | 'partners' | 'office' | 'up';

const HEARD: Partial<Record<Act, readonly [NoticeKind, ...Hearer[]]>> = {
  dispatch: ['dispatched', 'owner'],
  return: ['returned', 'office'],
  ask: ['extension-asked', 'office'],
  extend: ['extended', 'owner'],
  refuse: ['extension-refused', 'owner'],
  hold: ['held', 'owner', 'partners'],
  resume: ['resumed', 'owner', 'partners'],
  finish: ['finished', 'office'],
  verify: ['verified', 'owner'],
  rework: ['reopened', 'owner'],
  reopen: ['reopened', 'owner', 'office'],
  'report-reopen': ['reopened', 'owner', 'office'],
  escalate: ['escalated', 'up', 'owner'],
  'add-part': ['joint-asked', 'partners'],
  'return-part': ['returned', 'office'],
  'finish-part': ['answer-came', 'owner'],
  'release-part': ['verified', 'part']
};

/**
 * Tells those concerned what was done to an item, its going up by itself included; inside the caller's transaction. A chase
 * reaches whoever owes something.
 */
export async function tellOfAct(q: Query, before: ItemRow, applied: Applied, doing: Doing): Promise<void> {
  const { act, by, at } = doing;
  if (act === 'chase') {
    const reason = doing.input.reason ?? '';
    return await tellChased(q, applied.row, { reason, at, who: by.name, by: by.id, tell: tellByNotice });
  }
  if (act === 'dispatch') await tellThem(q, applied, doing, 'joint-asked', asked(doing));
  await tellHearers(q, before, applied, doing);
  if (act !== 'escalate' && applied.events.at(-1)?.act === 'escalate')
    await tellHearers(q, before, applied, { ...doing, act: 'escalate', by: HOUSE });
}

async function tellHearers(q: Query, before: ItemRow, applied: Applied, doing: Doing): Promise<void> {
  const [kind, ...hearers] = HEARD[doing.act] ?? [];
  if (!kind) return;
  for (const hearer of hearers) await tellThem(q, applied, doing, kind, await whoIs(q, before, applied, doing, hearer));
}

async function whoIs(
  q: Query,
  before: ItemRow,
  { row, standing }: Applied,
  doing: Doing,
  hearer: Hearer
): Promise<NoteTo[]> {
  switch (hearer) {
    case 'office':
      return [{ office: true }];
    case 'up':
      return await toOf(q, row.communityId, standing.level >= HIGHEST_LEVEL ? 'secretary' : 'office');
    case 'part':
      return parties([doing.input.partyId ?? null]);
    case 'partners':
      return doing.act === 'add-part' ? asked(doing) : parties(Object.keys(standing.parts));
    case 'owner':
      return parties([row.ownerId ?? before.ownerId]);
  }
}

async function tellThem(
  q: Query,
  { row, standing }: Applied,
  { act, input, by, at }: Doing,
  kind: NoticeKind,
  to: readonly NoteTo[]
): Promise<void> {
  const { values, ...about } = aboutItem(row);
  const dueOn = act === 'hold' ? standing.reviewOn : act === 'ask' ? (input.ask?.day ?? null) : deadlineOf(standing);
  const said = { ...values, who: by.name, reason: input.reason ?? '', ...(dueOn ? { dueOn } : {}) };
  for (const one of to) await putNotice(q, { ...about, to: one, kind, values: said, at, by: by.id });
}

const asked = ({ input }: Doing) => parties((input.partners ?? []).map(({ partyId }) => partyId));

const parties = (ids: readonly (string | null)[]): NoteTo[] => ids.flatMap((partyId) => (partyId ? [{ partyId }] : []));
