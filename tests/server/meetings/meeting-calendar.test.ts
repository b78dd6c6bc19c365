import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { meetingCalendar, meetingKind, planMeeting } from '../../../server/meetings';
import { VENUES } from '../../../server/seed/fixtures';
import { caller, makeGround } from '../../support/ground';
import { granted } from './support';

/** Lines of a calendar file, folded ones joined again (RFC 5545 §3.1). */
const lines = (file: string) => file.replace(/\r\n[ \t]/g, '').split('\r\n');

describe('a meeting as a calendar file', () => {
  it('says when, how long, where and what, to whoever has its code, and no number that slipped into its title', async () => {
    const s = await makeGround();
    s.hub.register(meetingKind(s));
    const row = granted(
      await planMeeting(s, caller('facilitator'), {
        id: randomUUID(),
        title: '3号楼门前，说说灯；电话13800001111',
        kind: 'stool',
        venueId: VENUES[0].id,
        startsAt: '2026-12-01T10:30:00.000Z',
        agenda: [
          { title: '上次的事', minutes: 15 },
          { title: '大家说', minutes: 30 }
        ]
      })
    );
    const file = (await meetingCalendar(s, row.code.toUpperCase(), 'https://stool.example/m/abc'))!;
    const said = lines(file);
    expect(said).toContain('DTSTART:20261201T103000Z');
    expect(said).toContain('DTEND:20261201T111500Z');
    expect(said).toContain(`LOCATION:${VENUES[0].name}`);
    expect(said).toContain(`UID:${row.id}`);
    expect(said.find((line) => line.startsWith('SUMMARY:'))).toMatch(/^SUMMARY:3号楼门前，说说灯；电话1\*+$/);
    for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it('is none where there is no such meeting', async () => {
    const s = await makeGround();
    expect(await meetingCalendar(s, 'zzzzzz', 'https://stool.example')).toBeNull();
  });
});
