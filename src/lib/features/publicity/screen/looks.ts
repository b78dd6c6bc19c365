import Agenda from './Agenda.svelte';
import Entry from './Entry.svelte';
import First from './First.svelte';
import Head from './Head.svelte';
import Issue from './Issue.svelte';
import LargeIssue from './LargeIssue.svelte';
import Speaker from './Speaker.svelte';
import SpotAgenda from './SpotAgenda.svelte';
import SpotDispute from './SpotDispute.svelte';
import SpotEntry from './SpotEntry.svelte';
import SpotIssue from './SpotIssue.svelte';
import SpotPeople from './SpotPeople.svelte';
import SpotPhoto from './SpotPhoto.svelte';
import SpotPoll from './SpotPoll.svelte';
import SpotQr from './SpotQr.svelte';
import SpotReport from './SpotReport.svelte';
import SpotReports from './SpotReports.svelte';
import SpotQueue from './SpotQueue.svelte';
import Step from './Step.svelte';
import Tally from './Tally.svelte';
import Welcome from './Welcome.svelte';

/** What draws each piece of the wall. */
export const screenLooks = {
  head: Head,
  tally: Tally,
  welcome: Welcome,
  agenda: Agenda,
  first: First,
  entry: Entry,
  'spot-entry': SpotEntry,
  'spot-dispute': SpotDispute,
  'spot-issue': SpotIssue,
  'spot-poll': SpotPoll,
  'spot-queue': SpotQueue,
  'spot-people': SpotPeople,
  'spot-report': SpotReport,
  'spot-reports': SpotReports,
  'spot-photo': SpotPhoto,
  'spot-agenda': SpotAgenda,
  'spot-qr': SpotQr,
  issue: Issue,
  'large-issue': LargeIssue,
  speaker: Speaker,
  step: Step
};
