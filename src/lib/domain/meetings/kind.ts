/** Kinds of meeting: on small stools, of a grid, with the secretary, to review a project. */
export const MEETING_KINDS = ['stool', 'grid', 'secretary', 'review'] as const;
export type MeetingKind = (typeof MEETING_KINDS)[number];

export const PHASES = ['prepare', 'live', 'readback', 'closed'] as const;
export type Phase = (typeof PHASES)[number];

/** Kinds of diary entry: somebody spoke, was answered, something was decided, the writer noted. */
export const ENTRY_KINDS = ['voice', 'answer', 'decision', 'note'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** What became of an issue at the meeting. */
export const OUTCOMES = ['open', 'answered', 'ledger', 'dropped'] as const;
export type Outcome = (typeof OUTCOMES)[number];
