import { meetingDocument } from '$lib/document/keys';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { seedMeeting } from '$lib/document/seed-meeting';
import type { Hub } from '../collab';
import type { MeetingRow } from './find-meeting';

/** Fills the meeting's document from its row. Safe to repeat: it is done again at start and on opening where the process died before. */
export async function seedDocument(s: { hub: Hub }, row: MeetingRow): Promise<void> {
  const { title, kind, venueId, startsAt, agenda } = row;
  const name = meetingDocument(row.id);
  const seeded = await s.hub.read(name, (doc) => openMeetingDocument(doc).meta().startsAt !== '');
  if (!seeded) await s.hub.change(name, (doc) => seedMeeting(doc, { title, kind, venueId, startsAt, agenda }));
}
