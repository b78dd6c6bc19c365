import type { EntryPatch, IssuePatch, MeetingDocument } from '$lib/document/meeting-document';
import type { AgendaRecord, EntryRecord, IssueRecord, MetaRecord } from '$lib/document/records';
import type { Lack } from '$lib/domain/meetings/readiness';
import type { Present, Refused, Status } from '$lib/sync/connect-meeting';
import type { Saved } from '$lib/sync/save-state';
import type { Readback } from '../readback/controller.svelte';
import type { Deadlines } from '../writing/deadlines.svelte';
import type { Draft } from './composer/draft';
import type { Party, StoolInput } from './input';
import type { Closing } from './state/closing.svelte';

// What a drawer may touch of the meeting at this tablet, in its parts. The view of the stool itself uses more (board.ts).

/** A place in the shared document that somebody is writing; `new` is what stands in a composer. */
export interface Place {
  collection: 'entries' | 'issues' | 'disputes';
  id: string;
  field: string;
}

/** One's own acts, as the undo button names them. */
export type Act = 'add' | 'edit' | 'remove' | 'issue' | 'set' | 'order' | 'support' | 'photo';

/** The meeting as records that stay the same objects while they say the same. */
export interface StoolRecords {
  readonly input: StoolInput;
  readonly document: MeetingDocument;
  readonly meta: MetaRecord;
  readonly agenda: readonly AgendaRecord[];
  readonly entries: readonly EntryRecord[];
  readonly issues: readonly IssueRecord[];
  issue(id: string): IssueRecord | null;
  /** Counted from 1; 0 where there is none. */
  issueNo(id: string): number;
  /** Counted from 1; 0 where there is none. */
  entryNo(id: string): number;
  /** What an issue still needs before it can go into the ledger. */
  lacking(id: string): Lack[];
}

/** Who is here, and who can own a promise. */
export interface StoolPeople {
  /** Everybody else who has the meeting open. */
  readonly others: readonly Present[];
  readonly likelyOwners: readonly Party[];
  ownerName(partyId: string): string | null;
  /** Who else is writing there, each once. */
  writers(collection: Place['collection'], id: string, field?: string): string[];
}

/** Time as the server and the community have it. */
export interface StoolClock {
  clock(): Date;
  /** ISO, some seconds old at most. */
  readonly now: string;
  /** YYYY-MM-DD, the community's. */
  readonly today: string;
  readonly deadline: Deadlines;
}

/** Whether words reach the server, and why not. */
export interface StoolConnection {
  readonly status: Status;
  readonly saved: Saved;
  readonly refused: Refused | null;
  /** What this tablet sent was put aside; nobody else sees it until the office has looked. */
  readonly aside: boolean;
}

/** Writing lines. */
export interface StoolWords {
  readonly draft: Draft;
  setEntry(id: string, patch: EntryPatch): void;
  /** Tells the others where this person writes. */
  writing(place: Place | null): void;
  undo(): void;
}

/** Writing issues. */
export interface StoolIssues {
  setIssue(id: string, patch: IssuePatch): void;
  confirm(id: string, yes: boolean): void;
  goToIssue(id: string): void;
}

/** How the meeting goes on, from its beginning to its close. */
export interface StoolCourse {
  /** It was begun at this tablet. */
  readonly begunHere: boolean;
  goToAgenda(id: string): void;
  readonly readback: Readback;
  stopReadback(): void;
  readonly closing: Closing;
}

export interface Stool
  extends StoolRecords, StoolPeople, StoolClock, StoolConnection, StoolWords, StoolIssues, StoolCourse {}
