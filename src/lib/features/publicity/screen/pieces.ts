import Agenda from './Agenda.svelte';
import Entry from './Entry.svelte';
import First from './First.svelte';
import Head from './Head.svelte';
import Issue from './Issue.svelte';
import LargeIssue from './LargeIssue.svelte';
import Speaker from './Speaker.svelte';
import SpotlightAgenda from './SpotlightAgenda.svelte';
import SpotlightDispute from './SpotlightDispute.svelte';
import SpotlightEntry from './SpotlightEntry.svelte';
import SpotlightIssue from './SpotlightIssue.svelte';
import SpotlightPeople from './SpotlightPeople.svelte';
import SpotlightPhoto from './SpotlightPhoto.svelte';
import SpotlightPoll from './SpotlightPoll.svelte';
import SpotlightQr from './SpotlightQr.svelte';
import SpotlightReport from './SpotlightReport.svelte';
import SpotlightReports from './SpotlightReports.svelte';
import SpotlightQueue from './SpotlightQueue.svelte';
import Step from './Step.svelte';
import Tally from './Tally.svelte';
import Welcome from './Welcome.svelte';

/** What draws each piece of the screen. */
export const screenPieces = {
  head: Head,
  tally: Tally,
  welcome: Welcome,
  agenda: Agenda,
  first: First,
  entry: Entry,
  'spotlight-entry': SpotlightEntry,
  'spotlight-dispute': SpotlightDispute,
  'spotlight-issue': SpotlightIssue,
  'spotlight-poll': SpotlightPoll,
  'spotlight-queue': SpotlightQueue,
  'spotlight-people': SpotlightPeople,
  'spotlight-report': SpotlightReport,
  'spotlight-reports': SpotlightReports,
  'spotlight-photo': SpotlightPhoto,
  'spotlight-agenda': SpotlightAgenda,
  'spotlight-qr': SpotlightQr,
  issue: Issue,
  'large-issue': LargeIssue,
  speaker: Speaker,
  step: Step
};
