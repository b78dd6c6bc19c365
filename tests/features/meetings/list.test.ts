import { expect, it } from 'vitest';
import { sortLines, type MeetingLine } from '$lib/features/meetings/list/lines';

const line = (id: string, phase: string, startsAt: string): MeetingLine => ({
  id,
  phase,
  startsAt,
  kind: 'stool',
  title: id,
  venue: null,
  entries: 0,
  issues: 0
});

it('puts what is under way first, the nearest of what is coming next, and the latest of what has been last', () => {
  const sorted = sortLines([
    line('old', 'closed', '2026-10-01T10:00:00Z'),
    line('later', 'prepare', '2026-12-09T10:00:00Z'),
    line('reading back', 'readback', '2026-11-23T10:00:00Z'),
    line('yesterday', 'closed', '2026-11-22T10:00:00Z'),
    line('live', 'live', '2026-11-23T09:00:00Z'),
    line('tomorrow', 'prepare', '2026-11-24T10:00:00Z')
  ]);
  expect(sorted.underWay.map(({ id }) => id)).toEqual(['live', 'reading back']);
  expect(sorted.coming.map(({ id }) => id)).toEqual(['tomorrow', 'later']);
  expect(sorted.past.map(({ id }) => id)).toEqual(['yesterday', 'old']);
});
