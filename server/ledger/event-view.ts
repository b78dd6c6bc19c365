import type { Act } from '$lib/domain/ledger/acts';
import type { EventFacts } from '$lib/domain/ledger/view';
import type { ItemPage } from './get-item';

export interface EventView extends EventFacts {
  /** Ids of its pictures. */
  photos: string[];
}

const word = (value: unknown) => (typeof value === 'string' ? value : '');
const day = (value: unknown) => (typeof value === 'string' ? value : null);

/** What page and API tell of an event: who, what, and what of it changed, parties by name. */
export function eventView(event: ItemPage['events'][number], names: Record<string, string>): EventView {
  const { seq, at, actorName, act, fromState, toState, reason, detail } = event;
  const called = (id: unknown) => (typeof id === 'string' ? (names[id] ?? '') : '');
  const partners = Array.isArray(detail.partners) ? (detail.partners as Record<string, unknown>[]) : [];
  const ask = detail.ask as { what: 'extend' | 'hold'; day: string } | undefined;
  const changed = (detail.changed ?? {}) as Record<string, { from: unknown; to: unknown }>;
  return {
    seq,
    at,
    actor: actorName,
    act: act as Act,
    fromState,
    toState,
    reason,
    owner: called(detail.ownerId),
    part: called(detail.partyId),
    dueOn: day(detail.dueOn),
    limitOn: act === 'recalculate' ? day(detail.limitOn) : null,
    reviewOn: day(detail.reviewOn),
    partners: partners.map((partner) => ({
      name: called(partner.partyId),
      task: word(partner.task),
      dueOn: day(partner.dueOn)
    })),
    ask: ask ?? null,
    rating: (detail.rating as EventView['rating']) ?? null,
    how: word(detail.how),
    answer: act === 'answer' ? word(detail.answer) : '',
    level: typeof detail.level === 'number' ? detail.level : null,
    other: { number: word(detail.number), title: word(detail.title) },
    changed: Object.entries(changed)
      .filter(([field]) => field !== 'gridId')
      .map(([field, { from, to }]) => ({ field, from: word(from), to: word(to) })),
    photos: Array.isArray(detail.photos) ? detail.photos.map(String) : []
  };
}
