import type { Act } from '../ledger/acts';
import type { Standing } from '../ledger/item-state';
import { actsFor } from '../ledger/transitions';

/** Days that a link stands (rule P1). */
export const LINK_DAYS = { usual: 30, most: 90, choices: [7, 30, 60, 90] } as const;
/** Links of one party that work at a time. */
export const MOST_LINKS = 5;

/** What one link may do in an hour (rule P6): a person never comes near it, a machine stops there. */
export const LINK_LIMITS = { open: 600, act: 60, picture: 40 } as const;

/** Longest answer over a link. */
export const LONGEST_ANSWER = 300;

/** What is done over a link (rule P4). */
export const LINK_ACTS = [
  'accept',
  'finish',
  'note',
  'ask',
  'return',
  'accept-part',
  'finish-part',
  'return-part'
] as const satisfies readonly Act[];
export type LinkAct = (typeof LINK_ACTS)[number];

/** Acts of others whose words the party has to read. */
export const TOLD_ACTS = [
  'dispatch',
  'extend',
  'refuse',
  'hold',
  'rework',
  'reopen',
  'chase',
  'report-not-yet',
  'report-reopen'
] as const satisfies readonly Act[];
export type ToldAct = (typeof TOLD_ACTS)[number];

/** Acts that are nothing but a yes. */
export const WORDLESS: readonly LinkAct[] = ['accept', 'accept-part'];

export function isLinkAct(text: string): text is LinkAct {
  return (LINK_ACTS as readonly string[]).includes(text);
}

/** In whose name a link acts in the history. */
export const linkActor = (id: string) => `link:${id}`;

export type LinkSide = 'lead' | 'partner';

/** As what the party is concerned with the item at this moment; null: not at all (rule P3). */
export function linkSide({ state, ownerId, parts }: Standing, partyId: string): LinkSide | null {
  if (ownerId === partyId && ['dispatched', 'handling', 'held'].includes(state)) return 'lead';
  const part = Object.hasOwn(parts, partyId) ? parts[partyId]! : null;
  const owes = part && ['asked', 'accepted'].includes(part.state);
  return owes && ['open', 'dispatched', 'handling', 'held'].includes(state) ? 'partner' : null;
}

/** What its party may do to the item over a link now, for its buttons and its check. */
export function linkActs(standing: Standing, partyId: string): LinkAct[] {
  const side = linkSide(standing, partyId);
  if (!side) return [];
  const may = new Set<Act>(actsFor(standing, { role: 'partner', partyId }));
  const part = side === 'partner' ? standing.parts[partyId]!.state : null;
  return LINK_ACTS.filter((act) => {
    if (!may.has(act)) return false;
    // Who has asked waits for the answer.
    if (act === 'ask') return !standing.asked;
    if (act === 'accept-part') return part === 'asked';
    return act.endsWith('-part') ? part !== null : true;
  });
}
