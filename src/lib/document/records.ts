import type { Category, Tier } from '../domain/ledger/category';
import type { EntryKind, MeetingKind, Outcome, Phase } from '../domain/meetings/kind';

// Plain snapshots of what the document holds, as read. Strings that came from an unknown (newer) tablet keep their own
// value, therefore `| (string & {})`: shown as text, never dropped.
type Open<T extends string> = T | (string & {});

export interface MetaRecord {
  schema: number;
  title: string;
  kind: Open<MeetingKind>;
  venueId: string | null;
  /** ISO */
  startsAt: string;
  phase: Open<Phase>;
  spotlight: string | null;
  agendaAt: string | null;
}

export interface AgendaRecord {
  id: string;
  order: string;
  title: string;
  /** planned */
  minutes: number;
  startedAt: string | null;
  endedAt: string | null;
  /** ISO; where its clock counts from: later than its start by the time the meeting was away from it */
  countedFrom: string | null;
  /** put off to the next meeting by hand */
  carried: boolean;
  /** `mediation`: neighbours' dispute is talked down; what is written meanwhile is withheld from the public */
  kind: Open<'' | 'mediation'>;
}

/** Somebody who asked for the floor. Each time is a record of its own, with the spells that he spoke. */
export interface QueueRecord {
  id: string;
  /** as people call them: “3号楼 蓝衣阿姨” */
  name: string;
  from: Open<'tablet' | 'phone'>;
  /** ISO */
  askedAt: string;
  /** fractional index; null unless a person has set the place by hand */
  order: string | null;
  spells: SpellRecord[];
}

export interface SpellRecord {
  id: string;
  /** ISO */
  start: string;
  /** ISO; null while it runs */
  end: string | null;
}

export interface EntryRecord {
  id: string;
  /** ISO; the order of the diary, ties by id */
  at: string;
  kind: Open<EntryKind>;
  speaker: string;
  text: string;
  /** account id of the tablet's person */
  by: string;
  issueId: string | null;
  /** The mediation (agenda item) that it was written in, while it is kept from the public; null for all others. */
  withheld: string | null;
  /** The number of the paper sheet it was typed in from. */
  sheet: string | null;
}

export interface IssueRecord {
  id: string;
  /** fractional index; ties by id */
  order: string;
  title: string;
  detail: string;
  category: Open<Category> | null;
  tier: Open<Tier>;
  outcome: Open<Outcome>;
  answer: string;
  /** party id */
  ownerId: string | null;
  /** YYYY-MM-DD */
  dueOn: string | null;
  venueId: string | null;
  raisedBy: string;
  /** how many support it, the one who raised it not counted */
  supporters: number;
  entryIds: string[];
  /** ISO; confirmed by those present at the readback */
  confirmedAt: string | null;
  /** As with entries. */
  withheld: string | null;
}

/** A picture or a voice note; its file is the upload of the same id, which may come later. */
export interface PhotoRecord {
  id: string;
  kind: Open<'photo' | 'voice'>;
  /** ISO; when it was taken */
  takenAt: string;
  /** account id of the tablet's person */
  by: string;
  entryId: string | null;
  issueId: string | null;
}
