import type { Act } from './state';

/** What the form of an act asks for. */
export type ActField =
  | 'owner'
  | 'due'
  | 'partners'
  | 'day'
  | 'review'
  | 'ask'
  | 'answer'
  | 'rating'
  | 'into'
  | 'title'
  | 'reason'
  | 'why'
  | 'photos'
  | 'part'
  | 'words';

/** By act, in the order they are asked; `reason` must be given, `why` may be. */
export const ACT_FIELDS: Partial<Record<Act, readonly ActField[]>> = {
  dispatch: ['owner', 'due', 'partners', 'why'],
  answer: ['answer'],
  decline: ['reason'],
  accept: [],
  return: ['reason'],
  ask: ['ask', 'reason'],
  extend: ['day', 'reason'],
  refuse: ['reason'],
  hold: ['review', 'reason'],
  resume: [],
  note: ['reason', 'photos'],
  finish: ['reason', 'photos'],
  verify: ['why', 'photos'],
  redo: ['reason', 'photos'],
  rate: ['rating', 'why'],
  chase: ['why'],
  escalate: ['why'],
  'add-part': ['partners'],
  'accept-part': ['part'],
  'finish-part': ['part', 'reason', 'photos'],
  'return-part': ['part', 'reason'],
  'release-part': ['part', 'reason'],
  merge: ['into'],
  unmerge: ['reason'],
  split: ['title', 'reason'],
  reopen: ['reason'],
  amend: ['words']
};

/** In this order the next act is offered first; what is not among them stands under “also possible”. */
const FIRST: readonly Act[] = [
  'dispatch',
  'accept',
  'accept-part',
  'resume',
  'finish-part',
  'finish',
  'verify',
  'rate',
  'note'
];

/**
 * Which of the acts somebody may do are offered at once and which stand behind: one or two that lead on, the rest out of the way. The
 * owner's wish comes before all.
 */
export function offered(acts: readonly Act[], asked: boolean): { first: Act[]; more: Act[] } {
  const known = (Object.keys(ACT_FIELDS) as Act[]).filter((act) => acts.includes(act));
  const lead = asked && known.includes('extend') ? (['extend', 'hold', 'refuse'] as Act[]) : [];
  const first = [...lead.filter((act) => known.includes(act)), ...FIRST.filter((act) => known.includes(act))].slice(
    0,
    lead.length ? 3 : 2
  );
  return { first, more: known.filter((act) => !first.includes(act)) };
}

/** Pictures with one act: what shows it, not an album. */
export const MOST_PHOTOS = 4;
