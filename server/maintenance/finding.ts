/** What a walk over the data found. A fault needs a person; a note is worth knowing and may be right as it is. */
export interface Finding {
  severity: 'fault' | 'note';
  /** Such as `stoolside.sqlite item 2026-0042`; no words that people wrote. */
  where: string;
  what: string;
}

export type Report = (finding: Finding) => void;
