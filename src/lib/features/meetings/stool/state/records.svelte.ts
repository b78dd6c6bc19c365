import { lacking, type Lack } from '$lib/domain/meetings/readiness';
import type { MeetingConnection } from '$lib/sync/connect-meeting';
import { live } from '$lib/sync/live.svelte';
import { likelyOwners } from '../../writing/likely-owners';
import { recentSpeakers } from '../composer/recent-speakers';
import type { StoolInput } from '../input';
import type { Place } from '../stool';
import { byId, numbersOf, writersAt } from './lookup';

const SPEAKERS_SHOWN = 8;

/** The meeting as it is read: its records, who is here, and whether words reach the server. */
export function createRecords(input: StoolInput, connection: MeetingConnection) {
  const meeting = live(connection);
  const entries = $derived(meeting.entries);
  const issues = $derived(meeting.issues);
  const meta = $derived(meeting.meta);
  const entryNumbers = $derived(numbersOf(entries));
  const issueNumbers = $derived(numbersOf(issues));
  const issuesById = $derived(byId(issues));
  const parties = byId(input.parties);
  const speakers = $derived(recentSpeakers(entries, SPEAKERS_SHOWN));
  const owners = $derived(
    likelyOwners(
      input.parties,
      issues.map((issue) => issue.ownerId),
      input.me.partyId
    )
  );
  const others = $derived(meeting.presence.filter((one) => !one.self));

  return {
    input,
    document: connection.document,
    get ready() {
      return meeting.ready;
    },
    get meta() {
      return meta;
    },
    get agenda() {
      return meeting.agenda;
    },
    get entries() {
      return entries;
    },
    get issues() {
      return issues;
    },
    get photos() {
      return meeting.photos;
    },
    get status() {
      return meeting.status;
    },
    get saved() {
      return meeting.saved;
    },
    get refused() {
      return meeting.refused;
    },
    get aside() {
      return meeting.aside;
    },
    get canUndo() {
      return meeting.canUndo;
    },
    get others() {
      return others;
    },
    get speakers() {
      return speakers;
    },
    get likelyOwners() {
      return owners;
    },
    issue: (id: string) => issuesById.get(id) ?? null,
    issueNo: (id: string) => issueNumbers.get(id) ?? 0,
    entryNo: (id: string) => entryNumbers.get(id) ?? 0,
    ownerName: (partyId: string) => parties.get(partyId)?.name ?? null,
    lacking(id: string): Lack[] {
      const issue = issuesById.get(id);
      return issue ? lacking(issue) : [];
    },
    writers: (collection: Place['collection'], id: string, field?: string) => writersAt(others, collection, id, field)
  };
}

export type Records = ReturnType<typeof createRecords>;
