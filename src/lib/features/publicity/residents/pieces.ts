import Agenda from './Agenda.svelte';
import Decided from './Decided.svelte';
import DiaryCount from './DiaryCount.svelte';
import Dispute from './Dispute.svelte';
import Entry from './Entry.svelte';
import Head from './Head.svelte';
import Issue from './Issue.svelte';
import Part from './Part.svelte';
import People from './People.svelte';
import Poll from './Poll.svelte';
import Reports from './Reports.svelte';
import Tally from './Tally.svelte';

/** What draws each piece of the residents' page. */
export const residentsPieces = {
  head: Head,
  decided: Decided,
  agenda: Agenda,
  dispute: Dispute,
  part: Part,
  poll: Poll,
  people: People,
  reports: Reports,
  tally: Tally,
  issue: Issue,
  'diary-count': DiaryCount,
  entry: Entry
};
