import { OWN } from '$lib/document/meeting-document';
import type { MeetingConnection } from '$lib/sync/connect-meeting';
import { whole } from '$lib/sync/live.svelte';
import { createAttaching } from './diary/attaching.svelte';
import { createEntries } from './diary/entries';
import type { StoolInput } from './input';
import { createIssues } from './issues/issues.svelte';
import { joined } from './joined';
import { createAppearance } from './state/appearance.svelte';
import { createClock } from './state/clock.svelte';
import { createCourse } from './state/course.svelte';
import { createLeading } from './state/leading.svelte';
import { createPanes } from './state/panes.svelte';
import { createRecords } from './state/records.svelte';
import { saveFile } from './state/save-file';
import { createUndoing } from './state/undoing.svelte';
import type { Stool } from './stool';

/**
 * Everything the tablet view shows and does with one meeting. Made once a page, in the browser, while a component is set
 * up (it registers effects).
 */
export function createStool(input: StoolInput, connection: MeetingConnection, store: Storage) {
  const { doc, document } = connection;
  const meetingId = input.meeting.id;
  const records = createRecords(input, connection);
  const time = createClock(input);
  const { clock } = time;
  const undoing = createUndoing(connection);
  const { act } = undoing;
  const panes = createPanes();
  const entries = createEntries(input, connection, { records, undoing, panes, store, clock });
  const issues = createIssues(document, { undoing, panes, clock });
  const course = createCourse(input, connection, records, { store, clock });
  const connected = () => records.status === 'connected';

  const attaching = createAttaching({
    meetingId,
    accountId: input.me.accountId,
    document,
    store,
    clock,
    act,
    photos: () => records.photos,
    entries: () => records.entries,
    issues: () => records.issues,
    connected,
    removed: undoing.offerBack
  });
  const lead = createLeading({
    doc,
    own: OWN,
    watch: whole,
    storage: store,
    clock,
    act,
    goToAgenda: course.goToAgenda,
    draft: entries.draft,
    onAdded: entries.onAdded,
    agenda: () => records.agenda,
    meta: () => records.meta,
    speakers: () => records.speakers,
    connected,
    begun: () => course.begunHere
  });

  const rest = {
    attaching,
    lead,
    appearance: createAppearance(input),
    retry: () => connection.retry(),
    saveFile: () =>
      saveFile(doc, {
        meetingId,
        epoch: input.meeting.epoch,
        title: records.meta.title,
        madeAt: clock().toISOString(),
        proofs: connection.proofs
      })
  };
  return joined(records, time, undoing, panes, entries, issues, course, rest) satisfies Stool;
}
