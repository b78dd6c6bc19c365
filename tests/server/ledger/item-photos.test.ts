import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { attachmentFiles, sweepAttachments } from '../../../server/attachments';
import { attachment } from '../../../server/attachments/tables';
import { pathOf, verifyFiles } from '../../../server/files';
import { actOnItem, giveItemPhoto, keepItemPhoto, photosOfItem, verifyItemPhotos } from '../../../server/ledger';
import { itemEvent } from '../../../server/ledger/tables';
import { COMMUNITY, PARTY } from '../../../server/seed/fixtures';
import type { Services } from '../../../server/services';
import { keepActPhotos } from '../../../src/routes/(desk)/ledger/[id]/act-photos';
import { caller, makeGround } from '../../support/ground';
import { picture, recording } from '../attachments/support';
import { granted, putItem } from './support';

const staff = caller('staff');
const property = caller('partner');

async function ground() {
  const s = await makeGround();
  const { id } = await putItem(s);
  granted(await actOnItem(s, staff, { itemId: id, act: 'dispatch', input: { ownerId: PARTY.property } }));
  granted(await actOnItem(s, property, { itemId: id, act: 'accept', input: {} }));
  const keep = async (who = property) =>
    granted(await keepItemPhoto(s, who, { itemId: id, phase: 'after', bytes: await picture(80, 60) })).id;
  const note = (photos: string[], who = property) =>
    actOnItem(s, who, { itemId: id, act: 'note', input: { reason: '换好了' }, photos });
  const faults = async () => {
    const found: string[] = [];
    const fault = (_: string, what: string) => void found.push(what);
    const { files } = await attachmentFiles(s.store.q, s.now());
    await verifyFiles(s.files.folder, files, { fault, note: () => {} });
    await verifyItemPhotos(s.store.q, fault);
    return found;
  };
  return { s, id, keep, note, faults };
}

describe('pictures of an item’s acts', () => {
  it('stand with the act they were sent with, and its line in the history names them', async () => {
    const { s, id, keep, note, faults } = await ground();
    const photo = await keep();
    expect(await photosOfItem(s.store.q, COMMUNITY.id, id)).toEqual([]);
    granted(await note([photo]));
    const event = (await s.store.q.select().from(itemEvent).where(eq(itemEvent.act, 'note')).get())!;
    expect(event.detail).toEqual({ photos: [photo] });
    expect(await photosOfItem(s.store.q, COMMUNITY.id, id)).toEqual([
      expect.objectContaining({ id: photo, eventSeq: event.seq, phase: 'after', by: property.accountId, width: 80 })
    ]);
    expect(await faults()).toEqual([]);
  });

  it('are seen by whoever may see the item, once the act is done, and by nobody else', async () => {
    const { s, keep, note } = await ground();
    const photo = await keep();
    expect(await giveItemPhoto(s, property, photo, 'small')).toEqual({ refused: 'photo/absent' });
    granted(await note([photo]));
    expect(granted(await giveItemPhoto(s, property, photo, 'small')).type).toBe('image/jpeg');
    expect(granted(await giveItemPhoto(s, staff, photo, 'large')).bytes.length).toBeGreaterThan(0);
    const others = [
      caller('partner', { partyId: PARTY.staff! }),
      caller('informant'),
      caller('staff', { communityId: 'other' })
    ];
    for (const who of others) expect(await giveItemPhoto(s, who, photo, 'large')).toEqual({ refused: 'photo/absent' });
  });

  it('that are gone from a refused form are said to be gone once, and do not hold up the next try', async () => {
    const { s, id, keep, note } = await ground();
    const [used, waits] = [await keep(), await keep()];
    granted(await note([used]));
    const sent = (photos: string[]) => {
      const form = new FormData();
      for (const photo of photos) form.append('photo', photo);
      return keepActPhotos(s as unknown as Services, property, { itemId: id, act: 'note', form });
    };
    const first = await sent([used, waits]);
    expect(first).toEqual({ kept: [waits], refusal: { refused: 'photo/absent' } });
    const next = await sent(first.kept);
    expect(next).toEqual({ kept: [waits], refusal: null });
    granted(await note(next.kept));
  });

  it('go with one act alone, of whoever sent them', async () => {
    const { s, keep, note } = await ground();
    const photo = await keep();
    const absent = { refused: 'photo/absent' };
    expect(await note([photo, 'made-up'])).toEqual(absent);
    expect(await note([photo], staff)).toEqual(absent);
    granted(await note([photo]));
    expect(await note([photo])).toEqual(absent);
    const other = await putItem(s);
    granted(await actOnItem(s, staff, { itemId: other.id, act: 'dispatch', input: { ownerId: PARTY.property } }));
    const here = await keep();
    expect(
      await actOnItem(s, property, { itemId: other.id, act: 'note', input: { reason: '来看了' }, photos: [here] })
    ).toEqual(absent);
  });

  it('are not kept of what somebody may not see, of what is no picture, or without end', async () => {
    const { s, id, keep } = await ground();
    const bytes = await picture(20, 20);
    const stranger = caller('partner', { partyId: PARTY.staff! });
    const given = { itemId: id, phase: 'before' as const };
    expect(await keepItemPhoto(s, stranger, { ...given, bytes })).toEqual({ refused: 'item/absent' });
    expect(await keepItemPhoto(s, property, { ...given, bytes: recording() })).toEqual({
      refused: 'phones/picture-unfit'
    });
    const row = (await s.store.q
      .select()
      .from(attachment)
      .where(eq(attachment.id, await keep()))
      .get())!;
    for (let n = 1; n < 60; n++)
      await s.store.tx((q) =>
        q
          .insert(attachment)
          .values({ ...row, id: `p${n}` })
          .run()
      );
    expect(await keepItemPhoto(s, property, { ...given, bytes })).toEqual({ refused: 'item/photos-full' });
  });

  it('are swept away after a day where their act was never done', async () => {
    const { s, id, keep, note } = await ground();
    granted(await note([await keep()]));
    await keep();
    s.wait(25 * 3_600_000);
    await sweepAttachments(s, async () => []);
    const left = await s.store.q.select().from(attachment).where(eq(attachment.ownerId, id)).all();
    expect(left.map(({ tiedTo }) => tiedTo !== null)).toEqual([true]);
  });

  it('are missed by verify-data when a file, a row or an act is gone', async () => {
    const { s, keep, note, faults } = await ground();
    const photo = await keep();
    granted(await note([photo]));
    const row = (await s.store.q.select().from(attachment).get())!;
    await s.store.tx((q) => q.update(attachment).set({ tiedTo: '1' }).run());
    expect(await faults()).toEqual(['belongs to no act of its item']);
    await s.store.tx((q) => q.delete(attachment).run());
    expect(await faults()).toEqual([`its picture ${photo} is gone`]);
    await s.store.tx((q) => q.insert(attachment).values(row).run());
    rmSync(pathOf(s.files.folder, row.sha256!));
    expect(readdirSync(path.join(s.files.folder, row.sha256!.slice(0, 2)))).toEqual([]);
    expect(await faults()).toEqual(['its file is missing']);
  });
});
