import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diaryLines, placePhotos } from '$lib/domain/meetings/place-photos';

const id = fc.constantFrom('a', 'b', 'c', 'd');
const photos = fc
  .array(fc.record({ entryId: fc.option(id), issueId: fc.option(id) }), { maxLength: 20 })
  .map((list) => list.map((photo, n) => ({ id: String(n), ...photo })));
const records = fc.uniqueArray(id).map((ids) => ids.map((one) => ({ id: one })));

describe('where a picture is shown', () => {
  it('is one place, whatever it names and whatever has been taken out', () => {
    fc.assert(
      fc.property(photos, records, records, (all, entries, issues) => {
        const places = placePhotos(all, entries, issues);
        const shown = [
          ...entries.flatMap((one) => places.ofEntry(one.id)),
          ...issues.flatMap((one) => places.ofIssue(one.id)),
          ...places.alone
        ];
        expect(shown.map((photo) => photo.id).sort()).toEqual(all.map((photo) => photo.id).sort());
      })
    );
  });

  it('is beside its line, else beside its issue, else in the diary for itself', () => {
    const [line, issue, both, gone] = [
      { id: '1', entryId: 'a', issueId: null },
      { id: '2', entryId: null, issueId: 'b' },
      { id: '3', entryId: 'a', issueId: 'b' },
      { id: '4', entryId: 'taken out', issueId: null }
    ];
    const places = placePhotos([line, issue, both, gone], [{ id: 'a' }], [{ id: 'b' }]);
    expect(places.ofEntry('a')).toEqual([line, both]);
    expect(places.ofIssue('b')).toEqual([issue]);
    expect(places.alone).toEqual([gone]);
    expect(places.ofEntry('x')).toEqual([]);
  });
});

describe('the diary with pictures that stand for themselves', () => {
  const moment = fc.integer({ min: 0, max: 30 }).map((n) => `2026-11-23T18:${String(n).padStart(2, '0')}:00.000Z`);
  const sorted = <T>(list: T[], key: (one: T) => string) => list.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const said = fc
    .array(moment)
    .map((list) => sorted(list, String))
    .map((list) => list.map((at, n) => ({ id: `entry ${n}`, at })));
  const taken = fc
    .array(moment)
    .map((list) => sorted(list, String))
    .map((list) => list.map((takenAt, n) => ({ id: `photo ${n}`, takenAt })));

  it('shows every one once, in the order of its time, pictures in a row as one line', () => {
    fc.assert(
      fc.property(said, taken, (entries, alone) => {
        const lines = diaryLines(entries, alone);
        expect(lines.flatMap((line) => line.entry ?? [])).toEqual(entries);
        expect(lines.flatMap((line) => line.photos ?? [])).toEqual(alone);
        const times = lines.flatMap((line) => line.photos?.map((photo) => photo.takenAt) ?? [line.at]);
        expect(times).toEqual([...times].sort());
        for (const [n, line] of lines.entries()) expect(!line.entry && !lines[n - 1]?.entry && n > 0).toBe(false);
        expect(new Set(lines.map((line) => line.id)).size).toBe(lines.length);
      })
    );
  });
});
