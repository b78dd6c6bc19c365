import { randomUUID } from 'node:crypto';
import { existsSync, utimesSync } from 'node:fs';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Refusal } from '$lib/domain/refusal';
import {
  attachedTo,
  attachmentFiles,
  keepPicture,
  looseAmong,
  readAttachment,
  sweepAttachments,
  takePiece,
  tieAttachments,
  uploadState,
  type AttachmentRow,
  type Piece
} from '../../../server/attachments';
import { attachment } from '../../../server/attachments/tables';
import { pathOf, verifyFiles } from '../../../server/files';
import { COMMUNITY } from '../../../server/seed/fixtures';
import { caller, makeGround } from '../../support/ground';
import { granted } from '../meetings/support';
import { bodyOf, picture, recording } from './support';

const [staff, facilitator, informant] = [caller('staff'), caller('facilitator'), caller('informant')];
const VISIT = { communityId: COMMUNITY.id, ownerKind: 'visit', ownerId: 'a visit' };
const HOUR = 3600_000;
const nobodyElse = async () => [];

/** A kind of owner that the product does not know: who is in the office may add, who may read the ledger may see. */
async function ground() {
  const s = await makeGround();
  const told: AttachmentRow[] = [];
  const tables = () => s.store.q.all(sql`select name, sql from sqlite_master order by name`);
  const before = await tables();
  s.attachments.register('visit', {
    most: 3,
    full: 'item/photos-full',
    tied: 'by-owner',
    async mayAdd({ role }, visitId): Promise<Refusal | null> {
      if (role !== 'staff' && role !== 'facilitator') return { refused: 'right/missing' };
      return visitId === VISIT.ownerId ? null : { refused: 'item/absent' };
    },
    mayRead: async ({ role }) => (role === 'informant' ? { refused: 'right/missing' } : null),
    onStored: async (file) => void told.push(file)
  });
  const send = (bytes: Buffer, over: Partial<Piece> & { who?: typeof staff } = {}) => {
    const { who = staff, ...rest } = over;
    return takePiece(s, who, {
      id: randomUUID(),
      ownerKind: 'visit',
      ownerId: VISIT.ownerId,
      kind: 'photo',
      length: bytes.length,
      takenAt: s.now().toISOString(),
      about: { room: '厨房' },
      offset: 0,
      body: bodyOf(bytes),
      ...rest
    });
  };
  const sender = { ...VISIT, by: staff.accountId };
  const tie = (ids: string[], to: string) => s.store.tx((q) => tieAttachments(q, sender, ids, to));
  const read = (id: string, who = staff) => readAttachment(s, who, { id, size: 'large' });
  /** The files of an attachment as they stand in the folder, made as old as the test's clock believes. */
  const placesOf = async (id: string) => {
    const row = (await s.store.q.select().from(attachment).where(eq(attachment.id, id)).get())!;
    const places = [row.sha256!, row.smallSha256!].map((hash) => pathOf(s.files.folder, hash));
    for (const place of places) utimesSync(place, s.now(), s.now());
    return places;
  };
  return { s, told, send, sender, tie, read, placesOf, tables, before };
}

describe('a third kind of owner', () => {
  it('needs no table: its files come in pieces, are loose, are tied, and are read as its area says', async () => {
    const { s, told, send, sender, tie, read, tables, before } = await ground();
    const [id, bytes] = [randomUUID(), await picture(40, 30)];
    expect(await send(bytes.subarray(0, 50), { id, length: bytes.length })).toEqual({ offset: 50, complete: false });
    expect(await uploadState(s, staff, id)).toEqual({ offset: 50, complete: false });
    expect(await looseAmong(s.store.q, sender, [id])).toEqual([]);
    const rest = { id, length: bytes.length, offset: 50 };
    expect(await send(bytes.subarray(50), rest)).toEqual({ offset: bytes.length, complete: true });
    expect(told).toMatchObject([{ id, ownerKind: 'visit', about: { room: '厨房' }, width: 40, tiedTo: null }]);

    // Loose, it is its sender's to tie and nobody's to see.
    expect(await read(id)).toEqual({ refused: 'upload/absent' });
    expect(await looseAmong(s.store.q, sender, [id, 'made-up'])).toEqual([id]);
    expect(await looseAmong(s.store.q, { ...sender, by: facilitator.accountId }, [id])).toEqual([]);
    await tie([id], 'kitchen');
    await tie([id], 'cellar');
    expect(await attachedTo(s.store.q, VISIT)).toMatchObject([{ id, tiedTo: 'kitchen', about: { room: '厨房' } }]);
    expect(granted(await read(id)).type).toBe('image/jpeg');
    expect(await read(id, informant)).toEqual({ refused: 'right/missing' });
    expect(await read(id, caller('staff', { communityId: 'another' }))).toEqual({ refused: 'upload/absent' });
    expect(await tables()).toEqual(before);
  });

  it('says who may add, and how many', async () => {
    const { s, send, read } = await ground();
    const bytes = recording();
    const voice = { kind: 'voice' } as const;
    expect(await send(bytes, { ...voice, who: informant })).toEqual({ refused: 'right/missing' });
    expect(await send(bytes, { ...voice, ownerId: 'another' })).toEqual({ refused: 'item/absent' });
    expect(await send(bytes, { ...voice, ownerKind: 'unheard-of' })).toEqual({ refused: 'upload/absent' });
    const kept = granted(await keepPicture(s, { ...VISIT, bytes: await picture(9, 9), by: staff.accountId }));
    expect(await read(kept.id)).toEqual({ refused: 'upload/absent' });
    for (let n = 0; n < 2; n++) expect(await send(bytes, voice)).toMatchObject({ complete: true });
    expect(await send(bytes, voice)).toEqual({ refused: 'item/photos-full' });
    const more = { ...VISIT, bytes: await picture(9, 9), by: staff.accountId };
    expect(await keepPicture(s, more)).toEqual({ refused: 'item/photos-full' });
    expect(await keepPicture(s, { ...more, full: 'phones/full' })).toEqual({ refused: 'phones/full' });
  });

  it('begins as many an hour as any, and what was begun for another kind does not count', async () => {
    const { s, send } = await ground();
    const startedAt = s.now().toISOString();
    const row = { communityId: COMMUNITY.id, kind: 'voice', about: {}, length: 9, takenAt: startedAt, startedAt };
    const many = (ownerKind: string) =>
      Array.from({ length: 300 }, () => ({
        ...row,
        id: randomUUID(),
        ownerKind,
        ownerId: 'elsewhere',
        by: staff.accountId,
        deviceId: 'x'
      }));
    await s.store.tx((q) => q.insert(attachment).values(many('meeting')).run());
    expect(await send(recording(), { kind: 'voice' })).toMatchObject({ complete: true });
    await s.store.tx((q) => q.insert(attachment).values(many('visit')).run());
    expect(await send(recording(), { kind: 'voice' })).toMatchObject({ refused: 'upload/slowed' });
  });

  it('is registered once', async () => {
    const { s } = await ground();
    expect(() => s.attachments.register('visit', s.attachments.ownerOf('meeting')!)).toThrow('visit');
  });

  it('that fails to hear of a file loses nothing of it', async () => {
    const { s, send, sender } = await ground();
    s.attachments.ownerOf('visit')!.onStored = async () => {
      throw new Error('the owner is away');
    };
    const id = randomUUID();
    expect(await send(await picture(9, 9), { id })).toMatchObject({ complete: true });
    expect(await looseAmong(s.store.q, sender, [id])).toEqual([id]);
  });
});

describe('the sweeper', () => {
  it('forgets after a day what was never tied, with its bytes; what was tied stays', async () => {
    const { s, send, tie, read, placesOf } = await ground();
    const [loose, tied] = [randomUUID(), randomUUID()];
    await send(await picture(40, 30), { id: loose });
    await send(await picture(30, 40), { id: tied });
    await tie([tied], 'kitchen');
    const [gone, kept] = [await placesOf(loose), await placesOf(tied)];
    s.wait(23 * HOUR);
    await sweepAttachments(s, nobodyElse);
    expect(gone.every(existsSync)).toBe(true);
    s.wait(2 * HOUR);
    await sweepAttachments(s, nobodyElse);
    expect(gone.some(existsSync)).toBe(false);
    expect(kept.every(existsSync)).toBe(true);
    expect(await uploadState(s, staff, loose)).toBeNull();
    expect(granted(await read(tied)).bytes.length).toBeGreaterThan(0);
  });

  it('leaves bytes that something else has too, or that were put again just now', async () => {
    const { s, send, tie, read, placesOf } = await ground();
    const same = await picture(40, 30);
    const [loose, tied, plan, fresh] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    await send(same, { id: loose });
    await send(same, { id: tied });
    await tie([tied], 'kitchen');
    await placesOf(tied);
    await send(await picture(50, 30), { id: plan });
    const [planned = '', small = ''] = await placesOf(plan);
    s.wait(25 * HOUR);
    await sweepAttachments(s, async () => [{ sha256: planned.slice(-64), where: 'plan', missing: 'is missing' }]);
    expect(granted(await read(tied)).bytes.length).toBeGreaterThan(0);
    expect([existsSync(planned), existsSync(small)]).toEqual([true, false]);

    await send(await picture(60, 30), { id: fresh });
    s.wait(25 * HOUR);
    const places = await placesOf(fresh);
    await sweepAttachments(s, nobodyElse);
    expect(await uploadState(s, staff, fresh)).toBeNull();
    expect(places.every(existsSync)).toBe(true);
  });

  it('may be at work while a copy is made: a loose row without its file is no fault, a tied one is', async () => {
    const { s, send, tie } = await ground();
    const [loose, tied] = [randomUUID(), randomUUID()];
    await send(await picture(40, 30), { id: loose });
    await send(await picture(30, 40), { id: tied });
    const faults = async (): Promise<string[]> => {
      const found: string[] = [];
      const { files, count } = await attachmentFiles(s.store.q, s.now());
      expect(count).toBe(2);
      await verifyFiles(`${s.files.folder}/nowhere`, files, { fault: (where) => found.push(where), note: () => {} });
      return [...new Set(found)].sort();
    };
    await tie([tied], 'kitchen');
    expect(await faults()).toEqual([`upload ${loose}`, `upload ${tied}`].sort());
    s.wait(25 * HOUR);
    expect(await faults()).toEqual([`upload ${tied}`]);
  });
});
