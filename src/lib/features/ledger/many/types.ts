/** What of an item would change, or has: each in words. */
export interface Difference {
  field: 'state' | 'owner' | 'due' | 'category' | 'tier' | 'chases';
  from: string;
  to: string;
}

export interface OutcomeView {
  /** `id.version` as it was chosen. */
  value: string;
  id: string;
  /** Empty where this person may not see it. */
  number: string;
  title: string;
  /** Null where nothing changes. */
  change: readonly Difference[] | null;
  /** Why not, in a sentence; null where nothing stands against it. */
  refusal: string | null;
}
