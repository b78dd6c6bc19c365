import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { MOST_PHOTOS, PLAIN_ACTS, plainFields, type PlainAct } from '$lib/domain/ledger/acts';
import { FIELD_FILLS } from '$lib/domain/ledger/acts/declare';
import type { ActInput } from '$lib/domain/ledger/item-state';
import { actInputOf, judge, schemas } from '../../../server/api';
import { actOnItem } from '../../../server/ledger';
import { item, itemEvent } from '../../../server/ledger/tables';
import { PARTY } from '../../../server/seed/fixtures';
import { caller, makeGround, type TestGround } from '../../support/ground';
import { granted, putItem } from './support';

const staff = caller('staff');
const partner = caller('partner');

async function dispatched() {
  const s = await makeGround();
  const { id } = await putItem(s);
  const input = { ownerId: partner.partyId!, dueOn: '2026-12-01' };
  granted(await actOnItem(s, staff, { itemId: id, act: 'dispatch', input }));
  const row = async () => (await s.store.q.select().from(item).where(eq(item.id, id)).get())!;
  return { s, id, row };
}

/** As POST /api/v1/ledger/<id>/acts does it. */
async function overApi(s: TestGround, who: typeof staff, itemId: string, body: object) {
  const read = judge(schemas.actInput, body);
  if (!('value' in read)) return read;
  const { act, version, photos } = read.value;
  const input = actInputOf(read.value, '2026-11-23');
  return await actOnItem(s, who, { itemId, act: act as PlainAct, version, photos, input });
}

/** One value for everything that any act may be given. */
const EVERYTHING: Required<Pick<ActInput, 'ownerId' | 'dueOn' | 'dueWithin' | 'limitOn' | 'acceptBy' | 'level'>> &
  ActInput = {
  ownerId: PARTY.property!,
  dueOn: '2029-01-01',
  dueWithin: { from: '2026-11-23', days: 200 },
  limitOn: '2029-01-01',
  acceptBy: '2029-01-01',
  respondBy: '2029-01-01',
  firstDueOn: '2029-01-01',
  heldDays: 99,
  level: 2,
  answer: '好',
  reason: '在办',
  intoId: 'x',
  otherId: 'x',
  importId: 'x',
  happenedAt: '2020-01-01T00:00:00.000Z',
  photos: [randomUUID()],
  partners: [],
  partyId: PARTY.property!,
  ask: { what: 'extend', day: '2029-01-01' },
  reviewOn: '2029-01-01',
  how: 'call'
};

describe('[T11] an act takes of a person what its form asks for', () => {
  it.each([
    [partner, { act: 'note', reason: '在办', dueOn: '2029-01-01' }],
    [partner, { act: 'accept', ownerId: PARTY.facilitator }],
    [partner, { act: 'ask', reason: 'x', ask: { what: 'extend', day: '2026-12-20' }, within: 200 }],
    [caller('facilitator'), { act: 'note', reason: 'x', ownerId: PARTY.facilitator }]
  ])('refuses %o over the API and leaves the item alone', async (who, body) => {
    const { s, id, row } = await dispatched();
    const before = await row();
    expect(await overApi(s, who, id, { version: before.version, ...body })).toMatchObject({ refused: 'input/invalid' });
    expect(await row()).toEqual(before);
  });

  it('whichever act and whichever field: nothing is written', async () => {
    const { s, id, row } = await dispatched();
    const before = await row();
    const events = await s.store.q.select().from(itemEvent).all();
    for (const act of PLAIN_ACTS) {
      const asked = new Set<string>(plainFields(act).flatMap((field) => [...FIELD_FILLS[field]]));
      for (const [field, value] of Object.entries(EVERYTHING)) {
        if (asked.has(field)) continue;
        const done = await actOnItem(s, staff, { itemId: id, act, input: { [field]: value } });
        expect(done, `${act} with ${field}`).toMatchObject({
          refused: 'input/invalid',
          fields: { [field]: 'field/unfit' }
        });
      }
    }
    expect(await row()).toEqual(before);
    expect(await s.store.q.select().from(itemEvent).all()).toEqual(events);
  });

  it('refuses more pictures than an act holds', async () => {
    const { s, id } = await dispatched();
    const photos = Array.from({ length: MOST_PHOTOS + 1 }, () => randomUUID());
    const many = await actOnItem(s, staff, { itemId: id, act: 'note', input: { reason: 'x' }, photos });
    expect(many).toMatchObject({ refused: 'input/invalid', fields: { photos: 'field/unfit' } });
  });
});
