import { generateNKeysBetween } from 'fractional-indexing';
import * as Y from 'yjs';
import type { MeetingKind } from '../domain/meetings/kind';
import { SCHEMA } from './keys';
import { isSeeded } from './reading';

export interface MeetingSeed {
  title: string;
  kind: MeetingKind;
  venueId: string | null;
  /** ISO */
  startsAt: string;
  agenda: readonly { title: string; minutes: number }[];
}

/**
 * Fills a new meeting's document. Only the server does this, once: two tablets that each seeded “an empty document” would
 * double its words. A document that has a title already is left alone, so that seeding again after a crash is safe.
 */
export function seedMeeting(doc: Y.Doc, { title, kind, venueId, startsAt, agenda }: MeetingSeed): void {
  if (isSeeded(doc)) return;
  const meta = doc.getMap('meta');
  doc.transact(() => {
    const fields = {
      schema: SCHEMA,
      title,
      kind,
      venueId,
      startsAt,
      phase: 'prepare',
      spotlight: null,
      agendaAt: null
    };
    for (const [key, value] of Object.entries(fields)) meta.set(key, value);
    const orders = generateNKeysBetween(null, null, agenda.length);
    agenda.forEach((line, n) => {
      const id = crypto.randomUUID();
      const item = new Y.Map<unknown>();
      const filled = { id, order: orders[n], ...line, startedAt: null, endedAt: null };
      for (const [key, value] of Object.entries(filled)) item.set(key, value);
      doc.getMap('agenda').set(id, item);
    });
  });
}
