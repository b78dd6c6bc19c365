import type * as Y from 'yjs';

interface Standing {
  meetingId: string;
  doc: Y.Doc;
  connected: () => boolean;
  /** Lines and issues that are not on the server. */
  waiting: () => number;
}

const SAY_AGAIN_MS = 15_000;

/**
 * While this tablet holds something and cannot reach the meeting's document (signed out, no room, a network that lets no socket
 * through), it says so to the server by an ordinary request, so that a tablet check knows. Nothing is said where all is well.
 */
export function reportBacklog(s: Standing): void {
  let said = false;
  function say(waiting: number): void {
    const { clientID: clientId } = s.doc;
    const clock = s.doc.store.clients.get(clientId)?.at(-1);
    const body = JSON.stringify({ waiting, clientId, clock: clock ? clock.id.clock + clock.length : 0 });
    // Without a network it is not heard; it is said again.
    fetch(`/meetings/${s.meetingId}/backlog`, { method: 'POST', body, keepalive: true }).then(
      () => (said = waiting > 0),
      () => {}
    );
  }
  const holds = $derived(!s.connected() && s.waiting() > 0);
  $effect(() => {
    if (!holds) {
      if (said) say(0);
      return;
    }
    const timer = setInterval(() => say(s.waiting()), SAY_AGAIN_MS);
    say(s.waiting());
    return () => clearInterval(timer);
  });
}
