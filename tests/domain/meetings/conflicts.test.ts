import { describe, expect, it } from 'vitest';
import { conflictsOf } from '$lib/domain/meetings/conflicts';

const at = (id: string, startsAt: string, venueId: string | null = null) => ({ id, title: id, startsAt, venueId });
const EVENING = '2026-12-01T10:30:00.000Z';

describe('meetings that lie near one that is planned', () => {
  it('are those within two hours, the same place first', () => {
    const meetings = [
      at('an hour later elsewhere', '2026-12-01T11:30:00.000Z', 'square'),
      at('the day before', '2026-11-30T10:30:00.000Z', 'gate'),
      at('just two hours later', '2026-12-01T12:30:00.000Z', 'gate'),
      at('at the same place', '2026-12-01T11:45:00.000Z', 'gate'),
      at('an hour before, nowhere yet', '2026-12-01T09:30:00.000Z')
    ];
    expect(
      conflictsOf({ venueId: 'gate', startsAt: EVENING }, meetings).map((one) => [one.meeting.id, one.how])
    ).toEqual([
      ['at the same place', 'same-place'],
      ['an hour before, nowhere yet', 'same-time'],
      ['an hour later elsewhere', 'same-time']
    ]);
  });

  it('are of no same place while neither has one', () => {
    expect(conflictsOf({ venueId: null, startsAt: EVENING }, [at('a', EVENING)])).toMatchObject([{ how: 'same-time' }]);
  });

  it('are none where there is no time', () => {
    expect(conflictsOf({ venueId: 'gate', startsAt: '' }, [at('a', EVENING, 'gate')])).toEqual([]);
  });
});
