import type { Hub } from '../collab';
import { meetingDocument } from '$lib/document/keys';
import { openMeetingDocument } from '$lib/document/meeting-document';

/** Tells the tablets and screens that the meeting is closed; done again at start, and when a tablet's own phase had won. */
export async function tellClosed(s: { hub: Hub }, id: string): Promise<void> {
  const name = meetingDocument(id);
  const told = await s.hub.read(name, (doc) => openMeetingDocument(doc).meta().phase === 'closed');
  if (told !== false) return;
  await s.hub.change(name, (doc) => {
    const document = openMeetingDocument(doc);
    document.setMeta({ spotlight: null });
    document.setPhase('closed');
  });
}
