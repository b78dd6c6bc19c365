import { eq } from 'drizzle-orm';
import type * as Y from 'yjs';
import { readPrivate } from '$lib/document/attendance';
import type { Query } from '../db/store';
import { meeting } from '../meetings/tables';
import { attendance } from './tables';

type Say = (where: string, what: string) => void;

/** What the private half of a meeting says against the attendance in the database. */
export async function verifyAttendance(
  q: Query,
  { name, doc, settled }: { name: string; doc: Y.Doc; settled: boolean },
  { fault, note }: { fault: Say; note: Say }
): Promise<void> {
  const id = name.replace(/^meeting\//, '').replace(/\/private$/, '');
  if (!(await q.select({ id: meeting.id }).from(meeting).where(eq(meeting.id, id)).get()))
    return note(name, 'is in no meeting of the database');
  if (!settled) return note(name, 'has names that the database takes in at the next start');
  const rows = new Map(
    (await q.select().from(attendance).where(eq(attendance.meetingId, id)).all()).map((row) => [row.id, row])
  );
  for (const person of readPrivate(doc)) {
    const row = rows.get(person.id);
    // What was erased at its owner's wish stays erased, whatever a tablet brought back.
    if (!row?.erasedAt && row?.name !== person.name)
      fault(`${name} person ${person.id}`, 'reads otherwise in the database');
  }
}
