import { randomUUID } from 'node:crypto';
import { and, desc, eq, like, sql } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import { dayIn } from '$lib/domain/meetings/days';
import type { Refusal } from '$lib/domain/refusal';
import { MOST_SHEETS, readSheetNumber, sheetNumber } from '$lib/domain/sheets/sheet';
import { timeZoneOf } from '../community';
import type { Caller } from '../identity';
import { findMeeting } from '../meetings';
import { meeting } from '../meetings/tables';
import type { Ground } from '../ground';
import { paperSheet } from './tables';

export type SheetRow = typeof paperSheet.$inferSelect;
export interface ListedSheet {
  number: string;
  /** ISO */
  printedAt: string;
  meeting: { id: string; title: string; startsAt: string } | null;
  photos: number;
  rows: number;
}

const LISTED = 60;
const LAST_NUMBER = 9999;

/** Returns out numbers for so many blank sheets, of one meeting or of none yet; the numbers in their order. */
export async function issueSheets(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  { meetingId, count }: { meetingId: string | null; count: number }
): Promise<{ numbers: string[] } | Refusal> {
  if (!may(caller.role, 'meetings/write')) return { refused: 'right/missing' };
  const { communityId, accountId } = caller;
  if (!Number.isInteger(count) || count < 1 || count > MOST_SHEETS)
    return { refused: 'input/invalid', fields: { count: 'field/unfit' } };
  if (meetingId !== null && !(await findMeeting(s, communityId, meetingId))) return { refused: 'meeting/absent' };
  const at = s.now().toISOString();
  const year = Number(dayIn(at, await timeZoneOf(s, communityId)).slice(0, 4));
  return await s.store.tx(async (q) => {
    const found = await q
      .select({ last: sql<number | null>`max(cast(substr(${paperSheet.number}, 9) as integer))` })
      .from(paperSheet)
      .where(and(eq(paperSheet.communityId, communityId), like(paperSheet.number, `XZ-${year}-%`)))
      .get();
    const last = found?.last ?? 0;
    if (last + count > LAST_NUMBER) return { refused: 'sheet/full' as const };
    const numbers = Array.from({ length: count }, (_, n) => sheetNumber(year, last + 1 + n));
    for (const number of numbers)
      await q
        .insert(paperSheet)
        .values({ communityId, id: randomUUID(), number, meetingId, printedBy: accountId, printedAt: at })
        .run();
    return { numbers };
  });
}

/** The sheets printed last; of one meeting where that is named. */
export async function listSheets(
  s: Pick<Ground, 'store'>,
  caller: Caller,
  meetingId: string | null
): Promise<ListedSheet[] | Refusal> {
  if (!may(caller.role, 'meetings/write')) return { refused: 'right/missing' };
  const rows = await s.store.q
    .select({ sheet: paperSheet, title: meeting.title, startsAt: meeting.startsAt })
    .from(paperSheet)
    .leftJoin(meeting, and(eq(meeting.communityId, paperSheet.communityId), eq(meeting.id, paperSheet.meetingId)))
    .where(
      and(
        eq(paperSheet.communityId, caller.communityId),
        meetingId === null ? undefined : eq(paperSheet.meetingId, meetingId)
      )
    )
    .orderBy(desc(paperSheet.number))
    .limit(LISTED)
    .all();
  return rows.map(({ sheet, title, startsAt }) => ({
    number: sheet.number,
    printedAt: sheet.printedAt,
    photos: sheet.photos.length,
    rows: sheet.rows.length,
    meeting: sheet.meetingId && title !== null ? { id: sheet.meetingId, title, startsAt: startsAt ?? '' } : null
  }));
}

/** One sheet by its number, however that was typed. */
export async function findSheet(s: Pick<Ground, 'store'>, caller: Caller, typed: string): Promise<SheetRow | Refusal> {
  if (!may(caller.role, 'meetings/write')) return { refused: 'right/missing' };
  const number = readSheetNumber(typed);
  const row =
    number === null
      ? undefined
      : await s.store.q
          .select()
          .from(paperSheet)
          .where(and(eq(paperSheet.communityId, caller.communityId), eq(paperSheet.number, number)))
          .get();
  return row ?? { refused: 'sheet/absent' };
}
