import { CATEGORIES, TIERS } from './category';

/** What the office does to many items at once; everything else is done item by item. */
export const MANY_ACTS = ['dispatch', 'chase', 'extend', 'category', 'tier'] as const;
export type ManyAct = (typeof MANY_ACTS)[number];

/** So many at once: as many as a page of the list holds. */
export const MOST_AT_ONCE = 100;

/** What is given for all of them. */
export interface ManyInput {
  ownerId?: string;
  /** YYYY-MM-DD */
  dueOn?: string;
  reason?: string;
  category?: string;
  tier?: string;
}

/** What an act cannot go without, whatever the items are like. */
const NEEDS: Readonly<Record<ManyAct, readonly (keyof ManyInput)[]>> = {
  dispatch: ['ownerId'],
  chase: [],
  extend: ['dueOn', 'reason'],
  category: ['category'],
  tier: ['tier']
};

/** What of it is still to be filled in before anything can be looked at (rule B1). */
export function stillNeeds(act: ManyAct, input: ManyInput): (keyof ManyInput)[] {
  return NEEDS[act].filter((field) => !input[field]?.trim() || !known(field, input[field]));
}

export function isManyAct(text: string): text is ManyAct {
  return (MANY_ACTS as readonly string[]).includes(text);
}

function known(field: keyof ManyInput, value: string): boolean {
  const choices: Partial<Record<keyof ManyInput, readonly string[]>> = { category: CATEGORIES, tier: TIERS };
  return choices[field]?.includes(value) ?? true;
}
