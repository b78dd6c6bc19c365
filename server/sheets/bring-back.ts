import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { wasNoted } from '$lib/document/access';
import { meetingDocument } from '$lib/document/keys';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { dayIn } from '$lib/domain/meetings/days';
import { refused, type Refusal } from '$lib/domain/refusal';
import { readTime, type SheetLine } from '$lib/domain/sheets/sheet';
import { momentOf } from '$lib/words/dates';
import { timeZoneOf } from '../community';
import type { Caller } from '../identity';
import { findMeeting, ownerOfMeeting, type MeetingRow } from '../meetings';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { keepPicture, type Attachments } from '../attachments';
import { findSheet, type SheetRow } from './sheets';
import { paperSheet } from './tables';

/** What a sheet brings: pictures of it, lines typed in from it, and the meeting it was written at where that is not known yet. */
export interface Brought {
  meetingId: string | null;
  pictures: readonly Buffer[];
  lines: readonly SheetLine[];
}

const MOST_PHOTOS = 8;

/**
 * Brings a written sheet back to its meeting, open or closed. Every row has one id for good: typed in twice, or by two people
 * at once, it stands there once. A line keeps the sheet's number.
 */
export async function bringBack(
  s: Pick<Ground, 'store' | 'now'> & { hub: Hub; attachments: Attachments },
  caller: Caller,
  number: string,
  { meetingId: input, pictures, lines }: Brought
): Promise<{ photos: number; lines: number } | Refusal> {
  const sheet = await findSheet(s, caller, number);
  if (refused(sheet)) return sheet;
  const { communityId, accountId } = caller;
  const wanted = sheet.meetingId ?? input;
  if (!wanted) return { refused: 'sheet/no-meeting', fields: { meetingId: 'field/missing' } };
  let row = await findMeeting(s, communityId, wanted);
  // What belongs to a meeting that was joined into another is told there.
  if (row?.joinedInto) row = await findMeeting(s, communityId, row.joinedInto);
  if (!row) return { refused: 'meeting/absent' };

  const photos: string[] = [];
  for (const bytes of pictures.slice(0, Math.max(0, MOST_PHOTOS - sheet.photos.length))) {
    const kept = await keepPicture(s, {
      ...ownerOfMeeting(row),
      bytes,
      by: accountId,
      deviceId: 'desk',
      full: 'phones/full'
    });
    if (refused(kept)) return kept;
    photos.push(kept.id);
  }
  const times = await timesOf(s, row, lines);
  const known = new Set(sheet.rows);
  let added = 0;
  const name = meetingDocument(row.id);
  await s.hub.change(name, (doc) => {
    const document = openMeetingDocument(doc);
    for (const id of photos) document.addPhoto({ id, kind: 'photo', takenAt: s.now().toISOString(), by: accountId });
    lines.forEach(({ row: n, kind, speaker, text }, at) => {
      const id = lineId(sheet, n);
      // One that was taken out since is there too, and stays out.
      if (known.has(n) || wasNoted(doc, 'entries', id)) return;
      document.addEntry({ id, kind, speaker, text, by: accountId, at: times[at]!, sheet: sheet.number });
      added += 1;
    });
  });
  await s.hub.settle(name);
  const { id: meetingId } = row;
  await s.store.tx(async (q) => {
    const scope = and(eq(paperSheet.communityId, communityId), eq(paperSheet.id, sheet.id));
    const now = await q.select().from(paperSheet).where(scope).get();
    if (!now) return;
    await q
      .update(paperSheet)
      .set({
        meetingId,
        photos: [...now.photos, ...photos],
        rows: [...new Set([...now.rows, ...lines.map((line) => line.row)])].sort((a, b) => a - b),
        version: now.version + 1
      })
      .where(scope)
      .run();
  });
  return { photos: photos.length, lines: added };
}

/** When each line was said: as written; else just behind the one above it; the first at the meeting's beginning. */
async function timesOf(
  s: Pick<Ground, 'store'>,
  row: MeetingRow,
  lines: readonly SheetLine[]
): Promise<readonly string[]> {
  const zone = await timeZoneOf(s, row.communityId);
  const day = dayIn(row.startsAt, zone);
  let last = Date.parse(row.startsAt);
  return lines.map(({ time }) => {
    const read = readTime(time);
    const clock = read && `${String(read.hour).padStart(2, '0')}:${String(read.minute).padStart(2, '0')}`;
    const said = clock ? momentOf(day, clock, zone) : null;
    last = said === null ? last + 1000 : Date.parse(said);
    return new Date(last).toISOString();
  });
}

/** One id for a row of a sheet, whoever types it in. */
function lineId({ communityId, id }: Pick<SheetRow, 'communityId' | 'id'>, row: number): string {
  const hex = createHash('sha256').update(`sheet ${communityId} ${id} ${row}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-'
  );
}
