import { readFile } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Refusal } from '$lib/domain/refusal';
import type { SheetLine } from '$lib/domain/sheets/sheet';
import { bringBack, findSheet, issueSheets, listSheets } from '../../../server/sheets';
import { caller } from '../../support/ground';
import { granted, holdMeeting } from '../meetings/support';
import { picture } from '../attachments/support';
import { entry } from '../../../server/meetings/tables';

const who = caller('facilitator');
const refusedAs = (result: unknown) => (result as Partial<Refusal>).refused;
const line = (row: number, text: string, time = ''): SheetLine => ({
  row,
  kind: 'voice',
  speaker: '3号楼居民',
  text,
  time
});
const none = { meetingId: null, pictures: [], lines: [] };

async function held() {
  const meeting = await holdMeeting();
  return { ...meeting, s: meeting.ground };
}

describe('blank sheets', () => {
  it('are numbered in a row, never twice, also when two people print at once', async () => {
    const { s, id } = await held();
    const both = await Promise.all([
      issueSheets(s, who, { meetingId: id, count: 3 }),
      issueSheets(s, caller('facilitator2'), { meetingId: null, count: 2 })
    ]);
    const numbers = both.flatMap((one) => granted(one).numbers).sort();
    expect(numbers).toEqual([1, 2, 3, 4, 5].map((n) => `XZ-2026-000${n}`));
    expect(granted(await listSheets(s, who, id)).map(({ meeting }) => meeting?.id)).toEqual([id, id, id]);
    expect(granted(await listSheets(s, who, null))).toHaveLength(5);
    expect(refusedAs(await issueSheets(s, who, { meetingId: null, count: 21 }))).toBe('input/invalid');
    expect(refusedAs(await issueSheets(s, caller('informant'), { meetingId: null, count: 1 }))).toBe('right/missing');
  });

  it('bring their photo and lines to the meeting, each row once, with the number; the time as written', async () => {
    const { s, id, document, settle } = await held();
    const [number] = granted(await issueSheets(s, who, { meetingId: null, count: 1 })).numbers as [string];
    const lines = [line(1, '楼道灯不亮', '9:05'), line(2, '水管漏水'), line(4, '都同意先修灯', '9点30分')];
    expect(refusedAs(await bringBack(s, who, number, { ...none, lines }))).toBe('sheet/no-meeting');
    const first = await bringBack(s, who, number, { meetingId: id, pictures: [await picture(60, 40)], lines });
    expect(granted(first)).toEqual({ photos: 1, lines: 3 });
    expect(document.entries().map(({ text, sheet, at }) => [text, sheet, at.slice(11, 19)])).toEqual([
      ['楼道灯不亮', number, '01:05:00'],
      ['水管漏水', number, '01:05:01'],
      ['都同意先修灯', number, '01:30:00']
    ]);
    expect(document.photos()).toHaveLength(1);
    // Somebody types it in again, with one row more; one line was taken out meanwhile and stays out.
    document.removeEntry(document.entries()[1]!.id);
    await settle();
    const again = await bringBack(s, who, number, { ...none, lines: [...lines, line(5, '还有一行')] });
    expect(granted(again)).toEqual({ photos: 0, lines: 1 });
    expect(
      document
        .entries()
        .map(({ text }) => text)
        .sort()
    ).toEqual(['楼道灯不亮', '还有一行', '都同意先修灯'].sort());
    expect(granted(await findSheet(s, who, 'xz 2026 1'))).toMatchObject({ meetingId: id, rows: [1, 2, 4, 5] });
  });

  it('are taken in by a closed meeting too', async () => {
    const { s, id, document, close, ground } = await held();
    const [number] = granted(await issueSheets(s, who, { meetingId: id, count: 1 })).numbers as [string];
    await close();
    expect(granted(await bringBack(s, who, number, { ...none, lines: [line(1, '散会后才录的')] })).lines).toBe(1);
    expect(document.entries().map(({ text }) => text)).toEqual(['散会后才录的']);
    const rows = await ground.store.q.select().from(entry).where(eq(entry.meetingId, id)).all();
    expect(rows.map(({ sheet }) => sheet)).toEqual([number]);
  });

  it('refuse what is no picture, and keep nothing of the lines half', async () => {
    const { s, id, document } = await held();
    const [number] = granted(await issueSheets(s, who, { meetingId: id, count: 1 })).numbers as [string];
    const text = await readFile(new URL(import.meta.url));
    const result = await bringBack(s, who, number, { ...none, pictures: [text], lines: [line(1, '一句')] });
    expect(refusedAs(result)).toBe('phones/picture-unfit');
    expect(document.entries()).toEqual([]);
    expect(refusedAs(await bringBack(s, who, 'XZ-2026-0999', none))).toBe('sheet/absent');
  });
});
