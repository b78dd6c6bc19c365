import { openMeetingDocument } from '$lib/document/meeting-document';
import type { MeetingConnection } from '$lib/sync/connect-meeting';
import { createReadback } from '../../readback/controller.svelte';
import type { StoolInput } from '../input';
import { createClosing } from './closing.svelte';
import { postClose } from './post-close';
import type { Records } from './records.svelte';

/**
 * How the meeting goes on: begun, read back, closed, its agenda, what the screen shows. Leading it is no writing: undo leaves
 * it alone. Registers effects.
 */
export function createCourse(
  input: StoolInput,
  { doc }: MeetingConnection,
  records: Records,
  { store, clock }: { store: Storage; clock: () => Date }
) {
  const leading = openMeetingDocument(doc, 'leading');
  let begunHere = $state(input.begunHere ?? false);
  const readback = createReadback({
    issues: () => records.issues,
    show: (issueId) => leading.setMeta({ spotlight: issueId })
  });
  const settled = () => records.status === 'connected' && records.saved.onServer && records.saved.waiting === 0;
  const meetingId = input.meeting.id;
  const closing = createClosing({ meetingId, store, settled, post: () => postClose(meetingId) });
  $effect(() => {
    if (records.status === 'connected' && records.saved.onServer && closing.state === 'waiting') closing.attempt();
  });

  return {
    readback,
    closing,
    get begunHere() {
      return begunHere;
    },
    begin() {
      begunHere = true;
      leading.setPhase('live');
    },
    startReadback() {
      if (records.meta.phase !== 'readback') leading.setPhase('readback');
      readback.start();
    },
    stopReadback() {
      readback.stop();
      if (records.meta.phase === 'readback') leading.setPhase('live');
    },
    goToAgenda: (id: string) => leading.goToAgenda(id, clock().toISOString()),
    /** Shown on the screen, or taken off it. */
    spotlight: (id: string) => leading.setMeta({ spotlight: records.meta.spotlight === id ? null : id })
  };
}
