import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, utimesSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { meetingDocument } from '$lib/document/keys';
import { describe, expect, it } from 'vitest';
import { LARGEST, UPLOADS_PER_MEETING } from '$lib/domain/attachments/upload-limits';
import { readAttachment, sweepAttachments, takePiece, uploadState } from '../../../server/attachments';
import { attachment } from '../../../server/attachments/tables';
import { MEETING_OWNER } from '../../../server/meetings';
import { caller } from '../../support/ground';
import { granted } from '../meetings/support';
import { bodyOf, meetingToSendTo, picture, recording, sent } from './support';

const facilitator = caller('facilitator');
const files = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /[0-9a-f]{30}/.test(name));

describe('a picture that a tablet sends', () => {
  it('is upright, no larger than needed, and carries nothing of the place it was taken at', async () => {
    const { ground, meetingId } = await meetingToSendTo();
    const id = randomUUID();
    const bytes = await sharp(await picture(3000, 40))
      .withExif({ IFD0: { Make: 'Kamera' }, IFD3: { GPSLatitude: '37/1 22/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(await sharp(bytes).metadata()).toMatchObject({ orientation: 6, exif: expect.anything() as unknown });
    expect(await sent(ground, id, { meetingId, bytes })).toEqual({ offset: bytes.length, complete: true });
    const large = granted(await readAttachment(ground, facilitator, { id, size: 'large' }));
    const told = await sharp(large.bytes).metadata();
    expect([told.width, told.height, told.format, told.orientation]).toEqual([34, 2560, 'jpeg', undefined]);
    expect([told.exif, told.icc, told.xmp, told.iptc]).toEqual([undefined, undefined, undefined, undefined]);
    const small = granted(await readAttachment(ground, facilitator, { id, size: 'small' }));
    expect((await sharp(small.bytes).metadata()).height).toBe(480);
  });

  it.each(['jpeg', 'png', 'webp'] as const)('may be a %s', async (format) => {
    const { ground, meetingId } = await meetingToSendTo();
    const id = randomUUID();
    expect(await sent(ground, id, { meetingId, bytes: await picture(20, 30, format) })).toMatchObject({
      complete: true
    });
    expect(granted(await readAttachment(ground, facilitator, { id, size: 'large' })).type).toBe('image/jpeg');
  });

  it('comes in any pieces, over broken connections and asked again, as one whole', async () => {
    const bytes = await picture(90, 70);
    const { ground, meetingId } = await meetingToSendTo();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 4000 }), fc.boolean()), { maxLength: 12 }),
        async (cuts) => {
          const id = randomUUID();
          const about = {
            id,
            ownerKind: MEETING_OWNER,
            ownerId: meetingId,
            kind: 'photo',
            length: bytes.length,
            takenAt: '2026-11-23T02:10:00Z',
            about: { entryId: null, issueId: null }
          } as const;
          let last: unknown;
          for (const [n, breaks] of [...cuts, [bytes.length, false] as const]) {
            const offset = (await uploadState(ground, facilitator, id))?.offset ?? 0;
            const part = bytes.subarray(offset, offset + n);
            const body = breaks ? bodyOf(part, new Error('the network went')) : bodyOf(part);
            last = await takePiece(ground, facilitator, { ...about, offset, body });
          }
          expect(last).toEqual({ offset: bytes.length, complete: true });
          expect(await sent(ground, id, { meetingId, bytes, offset: 0 })).toEqual(last);
        }
      ),
      { numRuns: 25 }
    );
    // The same picture is there once, in its two sizes, and nothing unfinished is left.
    expect(files(ground.files.folder)).toHaveLength(2);
    expect(readdirSync(path.join(ground.files.folder, 'partial'))).toEqual([]);
  });

  it('is told where to go on when it begins at another place', async () => {
    const { ground, meetingId } = await meetingToSendTo();
    const [id, bytes] = [randomUUID(), await picture(30, 30)];
    await sent(ground, id, { meetingId, bytes: bytes.subarray(0, 100), length: bytes.length });
    for (const offset of [0, 99, 101, bytes.length])
      expect(await sent(ground, id, { meetingId, bytes, offset, length: bytes.length })).toEqual({
        refused: 'upload/offset',
        with: { offset: 100 }
      });
    expect(await uploadState(ground, facilitator, id)).toEqual({ offset: 100, complete: false });
  });

  it('is finished when the process had died between its last byte and its keeping', async () => {
    const { ground, meetingId } = await meetingToSendTo();
    const [id, bytes] = [randomUUID(), await picture(30, 30)];
    await sent(ground, id, { meetingId, bytes: bytes.subarray(0, 10), length: bytes.length });
    await ground.files.unfinished.append(id, 10, bodyOf(bytes.subarray(10)), bytes.length);
    expect(await uploadState(ground, facilitator, id)).toEqual({ offset: bytes.length, complete: false });
    expect(await sent(ground, id, { meetingId, bytes: Buffer.alloc(0), offset: 0, length: bytes.length })).toEqual({
      offset: bytes.length,
      complete: true
    });
  });

  it('goes on when its first connection hangs and the tablet comes again', async () => {
    const { ground, meetingId } = await meetingToSendTo();
    const [id, bytes] = [randomUUID(), await picture(30, 30)];
    const about = {
      id,
      ownerKind: MEETING_OWNER,
      ownerId: meetingId,
      kind: 'photo',
      length: bytes.length,
      takenAt: '2026-11-23T02:10:00Z',
      about: { entryId: null, issueId: null }
    } as const;
    let resolve = () => {};
    const read = new Promise<void>((done) => (resolve = done));
    let pulls = 0;
    const hanging = new ReadableStream<Uint8Array>({
      pull(to) {
        if (pulls++ === 0) return to.enqueue(new Uint8Array(bytes.subarray(0, 50)));
        resolve();
        return new Promise<void>(() => {});
      }
    });
    const first = takePiece(ground, facilitator, { ...about, offset: 0, body: hanging });
    await read;
    const again = await takePiece(ground, facilitator, { ...about, offset: 50, body: bodyOf(bytes.subarray(50)) });
    expect(again).toEqual({ offset: bytes.length, complete: true });
    expect(await first).toEqual({ offset: 50, complete: false });
  });

  it('never grows beyond the length it was announced with', async () => {
    const { ground, meetingId } = await meetingToSendTo();
    const [id, bytes] = [randomUUID(), await picture(30, 30)];
    const more = Buffer.concat([bytes, Buffer.alloc(5000)]);
    expect(await sent(ground, id, { meetingId, bytes: more, length: bytes.length })).toEqual({
      offset: bytes.length,
      complete: true
    });
  });

  it('keeps the moment it was taken and who was signed in', async () => {
    const { ground, meetingId } = await meetingToSendTo();
    const id = randomUUID();
    await sent(ground, id, { meetingId, bytes: await picture(9, 9), takenAt: '2026-11-22T23:59:00.000Z' });
    const row = await ground.store.q.select().from(attachment).get();
    expect(row).toMatchObject({ takenAt: '2026-11-22T23:59:00.000Z', by: facilitator.accountId, width: 9 });
  });
});

describe('who may send and see', () => {
  it('the device goes on for whoever is signed in there, a stranger’s device does not', async () => {
    const { ground, meetingId } = await meetingToSendTo();
    const [id, bytes] = [randomUUID(), await picture(30, 30)];
    await sent(ground, id, { meetingId, bytes: bytes.subarray(0, 100), length: bytes.length });
    const rest = { meetingId, bytes: bytes.subarray(100), offset: 100, length: bytes.length };
    expect(await sent(ground, id, { ...rest, who: caller('staff') })).toEqual({ refused: 'right/missing' });
    const here = caller('staff', { deviceId: facilitator.deviceId });
    expect(await sent(ground, id, { ...rest, who: here })).toMatchObject({ complete: true });
  });

  it('nobody of another community, and nobody who may not read meetings', async () => {
    const { ground, meetingId } = await meetingToSendTo();
    const id = randomUUID();
    await sent(ground, id, { meetingId, bytes: await picture(9, 9) });
    const stranger = caller('staff', { communityId: 'another', deviceId: facilitator.deviceId });
    expect(await readAttachment(ground, stranger, { id, size: 'large' })).toEqual({ refused: 'upload/absent' });
    expect(await uploadState(ground, stranger, id)).toBeNull();
    expect(await sent(ground, id, { meetingId, bytes: await picture(9, 9), who: stranger })).toEqual({
      refused: 'right/missing'
    });
    expect(await readAttachment(ground, caller('partner'), { id, size: 'large' })).toEqual({
      refused: 'right/missing'
    });
    const informed = async () => await readAttachment(ground, caller('informant'), { id, size: 'large' });
    // Until the meeting says what it is of, it could be of what is withheld.
    expect(await informed()).toEqual({ refused: 'upload/absent' });
    await ground.hub.settle(meetingDocument(meetingId));
    expect(granted(await informed()).bytes.length).toBeGreaterThan(0);
  });
});

describe('what is not taken', () => {
  it('a file for a meeting that is not there yet waits; nothing of it is kept', async () => {
    const { ground } = await meetingToSendTo();
    const id = randomUUID();
    expect(await sent(ground, id, { meetingId: randomUUID(), bytes: await picture(9, 9) })).toEqual({
      refused: 'meeting/absent'
    });
    expect(await ground.files.unfinished.sizeOf(id)).toBe(0);
  });

  it('more than a file may have, and more files than a meeting or an hour may', async () => {
    const { ground, meetingId } = await meetingToSendTo();
    for (const kind of ['photo', 'voice'] as const)
      expect(
        await sent(ground, randomUUID(), { meetingId, kind, bytes: recording(), length: LARGEST[kind] + 1 })
      ).toEqual({ refused: 'upload/too-large' });
    const owner = { ownerKind: MEETING_OWNER, ownerId: meetingId };
    const row = { communityId: facilitator.communityId, ...owner, kind: 'photo', about: {}, length: 9 };
    const many = (count: number, over: object) =>
      Array.from({ length: count }, () => ({
        ...row,
        id: randomUUID(),
        takenAt: 'x',
        by: 'x',
        deviceId: facilitator.deviceId!,
        startedAt: 'x',
        ...over
      }));
    const busy = many(300, { startedAt: ground.now().toISOString(), ownerId: 'another' });
    await ground.store.tx((q) => q.insert(attachment).values(busy).run());
    expect(await sent(ground, randomUUID(), { meetingId, bytes: recording() })).toMatchObject({
      refused: 'upload/slowed'
    });
    // Nor by the same account from a device that was never seen.
    const fresh = caller('facilitator', { deviceId: 'invented' });
    await ground.store.tx((q) => q.update(attachment).set({ by: facilitator.accountId, deviceId: 'x' }).run());
    expect(await sent(ground, randomUUID(), { meetingId, bytes: recording(), who: fresh })).toMatchObject({
      refused: 'upload/slowed'
    });
    ground.wait(3600_001);
    await ground.store.tx((q) => q.insert(attachment).values(many(UPLOADS_PER_MEETING, {})).run());
    expect(await sent(ground, randomUUID(), { meetingId, bytes: recording() })).toEqual({
      refused: 'upload/meeting-full'
    });
  });

  it('a picture that calls itself a voice note, and the other way round', async () => {
    const { ground, meetingId } = await meetingToSendTo();
    expect(await sent(ground, randomUUID(), { meetingId, kind: 'voice', bytes: await picture(9, 9) })).toEqual({
      refused: 'upload/unfit'
    });
    expect(await sent(ground, randomUUID(), { meetingId, kind: 'photo', bytes: recording() })).toEqual({
      refused: 'upload/unfit'
    });
    expect(await ground.store.q.select().from(attachment).all()).toEqual([]);
    expect(readdirSync(path.join(ground.files.folder, 'partial'))).toEqual([]);
  });

  it('a picture of more pixels than memory has room for, however small its file', async () => {
    const { ground, meetingId } = await meetingToSendTo();
    const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(LARGEST.photo);
    expect(await sent(ground, randomUUID(), { meetingId, bytes: bomb })).toEqual({ refused: 'upload/unfit' });
  });

  it('SVG, GIF, TIFF and PDF, whatever kind they are sent as', async () => {
    const { ground, meetingId } = await meetingToSendTo();
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    const others = [Buffer.from(svg), Buffer.from('%PDF-1.7\n%âãÏÓ'), Buffer.from('<!doctype html><script>1</script>')];
    for (const format of ['gif', 'tiff'] as const)
      others.push(
        await sharp(await picture(9, 9))
          .toFormat(format)
          .toBuffer()
      );
    for (const bytes of others)
      for (const kind of ['photo', 'voice'] as const)
        expect(await sent(ground, randomUUID(), { meetingId, kind, bytes })).toEqual({ refused: 'upload/unfit' });
  });
});

describe('files begun and not finished', () => {
  it('go after three days, whole ones never; the tablet may begin again', async () => {
    const { ground, meetingId } = await meetingToSendTo();
    const [whole, half, bytes] = [randomUUID(), randomUUID(), await picture(30, 30)];
    await sent(ground, whole, { meetingId, bytes });
    await sent(ground, half, { meetingId, bytes: bytes.subarray(0, 100), length: bytes.length });
    const at = path.join(ground.files.folder, 'partial', half);
    utimesSync(at, ground.now(), ground.now());
    ground.wait(2 * 24 * 3600_000);
    expect(await sweepAttachments(ground, async () => [])).toBe(0);
    ground.wait(2 * 24 * 3600_000);
    expect(await sweepAttachments(ground, async () => [])).toBe(1);
    expect(existsSync(at)).toBe(false);
    expect(await uploadState(ground, facilitator, half)).toBeNull();
    expect(await uploadState(ground, facilitator, whole)).toMatchObject({ complete: true });
    expect(await sent(ground, half, { meetingId, bytes })).toMatchObject({ complete: true });
  });
});
