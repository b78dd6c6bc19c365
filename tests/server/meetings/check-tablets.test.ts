import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createTabletBacklogs, noteBacklog, checkTablets } from '../../../server/meetings';
import { ACCOUNT } from '../../../server/seed/fixtures';
import { caller } from '../../support/ground';
import { granted, holdMeeting } from './support';

const LAST = '2026-11-23T02:10:00.000Z';
const writer = (username: string, connected: boolean) => ({
  accountId: ACCOUNT[username]!,
  deviceId: `device-of-${username}`,
  lastAt: LAST,
  connected
});

async function called() {
  const held = await holdMeeting();
  const s = { ...held.ground, backlogs: createTabletBacklogs(held.ground.now) };
  held.ground.hub.wrote = [writer('facilitator', true), writer('facilitator2', false)];
  return { held, s, call: async () => granted(await checkTablets(s, caller('facilitator'), held.id)) };
}

describe('the tablet check of the tablets', () => {
  it('says who is here, and of whom nothing was heard since', async () => {
    const { call } = await called();
    expect(await call()).toMatchObject([
      { self: true, connected: true, waiting: 0, pictures: 0 },
      { self: false, connected: false, waiting: null, lastAt: LAST }
    ]);
  });

  it('counts what a tablet says it holds until the words have come, by whatever way', async () => {
    const { held, s, call } = await called();
    const tablet = held.away();
    for (const text of ['一', '二', '三']) tablet.addEntry({ kind: 'voice', speaker: '', text, by: 'x' });
    const clock = Y.decodeStateVector(Y.encodeStateVector(tablet.doc)).get(tablet.doc.clientID)!;
    await noteBacklog(s, held.id, 'device-of-facilitator2', { waiting: 3, clientId: tablet.doc.clientID, clock });
    expect((await call())[1]).toMatchObject({ waiting: 3 });
    held.ground.hub.bring(held.name, tablet.doc);
    expect((await call())[1]).toMatchObject({ waiting: 0 });
  });

  it('hears no device that has not written here, and forgets what is held no more', async () => {
    const { held, s, call } = await called();
    await noteBacklog(s, held.id, 'device-of-a-stranger', { waiting: 99, clientId: 1, clock: 5 });
    expect(s.backlogs.of(held.id).size).toBe(0);
    await noteBacklog(s, held.id, 'device-of-facilitator2', { waiting: 2, clientId: 1, clock: 5 });
    await noteBacklog(s, held.id, 'device-of-facilitator2', { waiting: 0, clientId: 1, clock: 5 });
    expect((await call())[1]).toMatchObject({ waiting: null });
  });

  it('counts the pictures of a person that have not come up, once', async () => {
    const { held, call } = await called();
    for (const id of ['one', 'two'])
      held.document.addPhoto({ id, kind: 'photo', takenAt: LAST, by: ACCOUNT.facilitator2! });
    expect((await call()).map(({ pictures }) => pictures)).toEqual([0, 2]);
  });

  it('is for those who may read meetings', async () => {
    const { held, s } = await called();
    expect(await checkTablets(s, caller('partner'), held.id)).toEqual({ refused: 'right/missing' });
  });
});
