import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { meetingDocument } from '$lib/document/keys';
import { ROLES, type Role } from '$lib/domain/identity/role';
import { refused } from '$lib/domain/refusal';
import { readAttachment, readShownPicture, uploadState } from '../../../server/attachments';
import { attachment } from '../../../server/attachments/tables';
import { actOnItem, giveItemPhoto, ITEM_OWNER, keepItemPhoto } from '../../../server/ledger';
import { MEETING_OWNER, ownerOfMeeting } from '../../../server/meetings';
import { COMMUNITY, PARTY } from '../../../server/seed/fixtures';
import { caller } from '../../support/ground';
import { granted, putItem } from '../ledger/support';
import { meetingToSendTo, picture, sent } from './support';

const STATES = ['never begun', 'on its way', 'whole and loose', 'whole and tied'] as const;
type State = (typeof STATES)[number];
const OWNERS = ['meeting', 'item', 'visit'] as const;
type OwnerKind = (typeof OWNERS)[number];

/** Who may see what is tied, as people are told: what does not stand here nobody may. */
const MAY_READ: Record<OwnerKind, Record<Role, boolean>> = {
  meeting: { admin: true, secretary: true, staff: true, facilitator: true, informant: true, partner: false },
  // A partner's own item; the informant of the cast has none.
  item: { admin: true, secretary: true, staff: true, facilitator: true, informant: false, partner: true },
  // Registered in this test alone.
  visit: { admin: false, secretary: true, staff: false, facilitator: false, informant: false, partner: false }
};

async function everyState() {
  const { ground: s, meetingId } = await meetingToSendTo();
  const property = caller('partner');
  const { id: itemId } = await putItem(s);
  granted(await actOnItem(s, caller('staff'), { itemId, act: 'dispatch', input: { ownerId: PARTY.property } }));
  granted(await actOnItem(s, property, { itemId, act: 'accept', input: {} }));
  s.attachments.register('visit', {
    most: 9,
    full: 'item/photos-full',
    tied: 'by-owner',
    mayAdd: async () => null,
    mayRead: async ({ role }) => (role === 'secretary' ? null : { refused: 'right/missing' })
  });
  const bytes = await picture(40, 30);
  const tied = granted(await keepItemPhoto(s, property, { itemId, phase: 'after', bytes })).id;
  granted(await actOnItem(s, property, { itemId, act: 'note', input: { reason: '换好了' }, photos: [tied] }));
  const whole = randomUUID();
  expect(await sent(s, whole, { meetingId, bytes })).toMatchObject({ complete: true });
  // The meeting's tables know of it.
  await s.hub.settle(meetingDocument(meetingId));
  const like = (await s.store.q.select().from(attachment).all()).find(({ id }) => id === whole)!;
  const owners = {
    meeting: [MEETING_OWNER, meetingId],
    item: [ITEM_OWNER, itemId],
    visit: ['visit', 'a visit']
  } as const;
  const ids = new Map<string, string>();
  for (const owner of OWNERS)
    for (const state of STATES) {
      const id = randomUUID();
      ids.set(`${owner} ${state}`, id);
      const [ownerKind, ownerId] = owners[owner];
      const row = { ...like, id, ownerKind, ownerId, tiedTo: state === 'whole and tied' ? '1' : null };
      if (state === 'on its way') Object.assign(row, { storedAt: null, sha256: null, smallSha256: null, type: null });
      if (state !== 'never begun') await s.store.tx((q) => q.insert(attachment).values(row).run());
    }
  // What the product itself made stands for the rows that this test writes.
  ids.set('meeting whole and tied', whole);
  ids.set('item whole and tied', tied);
  return { s, meetingId, idOf: (owner: OwnerKind, state: State) => ids.get(`${owner} ${state}`)! };
}

describe('who may read a file', () => {
  it('is one rule: owner by owner, role by role, state by state, at every address and in both sizes', async () => {
    const { s, idOf } = await everyState();
    const seen: Record<string, boolean> = {};
    const expected: Record<string, boolean> = {};
    for (const owner of OWNERS)
      for (const state of STATES)
        for (const role of ROLES) {
          const id = idOf(owner, state);
          const who = caller(role);
          const key = `${owner} · ${state} · ${role}`;
          expected[key] = state === 'whole and tied' && MAY_READ[owner][role];
          const large = await readAttachment(s, who, { id, size: 'large' });
          seen[key] = !refused(large);
          expect(refused(await readAttachment(s, who, { id, size: 'small' })), key).toBe(refused(large));
          // The ledger's address says the same of its pictures, and of no others.
          const itsOwn = await giveItemPhoto(s, who, id, 'large');
          expect(refused(itsOwn) ? itsOwn : itsOwn.sha256, key).toEqual(
            owner === 'item' && !refused(large) ? large.sha256 : { refused: 'photo/absent' }
          );
          const stranger = caller(role, { communityId: 'another' });
          expect(await readAttachment(s, stranger, { id, size: 'large' }), key).toEqual({ refused: 'upload/absent' });
          expect(await uploadState(s, stranger, id), key).toBeNull();
        }
    expect(seen).toEqual(expected);
  });

  it('says why: a right that is missing for what is there, absent for what is not', async () => {
    const { s, idOf } = await everyState();
    const partner = caller('partner');
    const why = async (owner: OwnerKind, state: State, who = partner) => {
      const found = await readAttachment(s, who, { id: idOf(owner, state), size: 'large' });
      return refused(found) ? found.refused : 'shown';
    };
    expect(await why('meeting', 'whole and tied')).toBe('right/missing');
    expect(await why('item', 'whole and tied', caller('partner', { partyId: PARTY.staff! }))).toBe('upload/absent');
    for (const owner of OWNERS)
      for (const state of STATES.filter((one) => one !== 'whole and tied'))
        expect(await why(owner, state, caller('secretary')), `${owner} ${state}`).toBe('upload/absent');
  });

  it('does not bind what the server shows by itself to a role, but to its owner and to what is whole', async () => {
    const { s, meetingId, idOf } = await everyState();
    const shown = async (id: string, owner?: { ownerKind: string; ownerId: string }) =>
      (await readShownPicture(s, { communityId: COMMUNITY.id, id, owner })) !== null;
    const here = ownerOfMeeting({ communityId: COMMUNITY.id, id: meetingId });
    for (const state of STATES) {
      expect(await shown(idOf('meeting', state), here), state).toBe(state === 'whole and tied');
      expect(await shown(idOf('item', state), here), state).toBe(false);
      expect(await shown(idOf('item', state)), state).toBe(state === 'whole and tied');
    }
    expect(await shown(idOf('meeting', 'whole and tied'), { ...here, ownerId: 'another' })).toBe(false);
    expect(await readShownPicture(s, { communityId: 'another', id: idOf('meeting', 'whole and tied') })).toBeNull();
  });
});
