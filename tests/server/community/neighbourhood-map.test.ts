import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { listVenues, placeVenue, setNeighbourhoodMap, neighbourhoodMap, mapPicture } from '../../../server/community';
import { whereNext } from '../../../server/meetings';
import { COMMUNITY, VENUES } from '../../../server/seed/fixtures';
import { caller, makeGround } from '../../support/ground';
import { granted } from '../meetings/support';
import { picture } from '../attachments/support';

const [admin, staff] = [caller('admin'), caller('staff')];

describe('the map of a neighbourhood', () => {
  it('is a picture made anew, seen by its own community only', async () => {
    const s = await makeGround();
    expect(await neighbourhoodMap(s, COMMUNITY.id)).toBeNull();
    expect(await mapPicture(s, staff)).toBeNull();
    const bytes = await sharp(await picture(60, 40))
      .withExif({ IFD3: { GPSLatitude: '37/1 22/1 0/1' } })
      .jpeg()
      .toBuffer();
    const map = granted(await setNeighbourhoodMap(s, admin, bytes));
    expect(map).toMatchObject({ width: 60, height: 40 });
    expect(await neighbourhoodMap(s, COMMUNITY.id)).toEqual(map);
    const shown = (await mapPicture(s, staff))!;
    expect((await sharp(shown.bytes).metadata()).exif).toBeUndefined();
    expect(await mapPicture(s, caller('admin', { communityId: 'another' }))).toBeNull();
  });

  it('keeps what else is set for the community, and its places when the picture is changed', async () => {
    const s = await makeGround();
    granted(await setNeighbourhoodMap(s, admin, await picture(60, 40)));
    granted(await placeVenue(s, admin, VENUES[0].id, { x: 0.25, y: 1 }));
    granted(await setNeighbourhoodMap(s, admin, await picture(90, 40, 'png')));
    const there = (await listVenues(s, COMMUNITY.id)).find(({ id }) => id === VENUES[0].id);
    expect(there).toMatchObject({ x: 0.25, y: 1 });
    const { map, places } = granted(await whereNext(s, staff));
    expect(map?.width).toBe(90);
    expect(places.find(({ id }) => id === VENUES[0].id)?.point).toEqual({ x: 0.25, y: 1 });
    granted(await placeVenue(s, admin, VENUES[0].id, null));
    expect(granted(await whereNext(s, staff)).places.every(({ point }) => point === null)).toBe(true);
  });

  it('refuses what is no picture, what lies beside it, and whoever does not manage the settings', async () => {
    const s = await makeGround();
    for (const bytes of [Buffer.alloc(0), Buffer.from('<svg/>'), Buffer.from('ffd8ff00', 'hex')])
      expect(await setNeighbourhoodMap(s, admin, bytes)).toEqual({ refused: 'upload/unfit' });
    expect(await setNeighbourhoodMap(s, staff, await picture(9, 9))).toEqual({ refused: 'right/missing' });
    expect(await placeVenue(s, staff, VENUES[0].id, { x: 0, y: 0 })).toEqual({ refused: 'right/missing' });
    for (const point of [
      { x: -0.1, y: 0 },
      { x: 0, y: 1.01 },
      { x: NaN, y: 0 },
      { x: 0, y: Infinity }
    ])
      expect(await placeVenue(s, admin, VENUES[0].id, point)).toMatchObject({ fields: { point: 'field/unfit' } });
    const stranger = caller('admin', { communityId: 'another' });
    expect(await placeVenue(s, stranger, VENUES[0].id, { x: 0, y: 0 })).toMatchObject({ refused: 'input/invalid' });
    expect((await listVenues(s, COMMUNITY.id)).every(({ x }) => x === null)).toBe(true);
  });
});
