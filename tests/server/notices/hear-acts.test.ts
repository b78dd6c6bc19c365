import { asc } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { PlainAct } from '$lib/domain/ledger/acts';
import type { ActInput } from '$lib/domain/ledger/item-state';
import { actOnItem } from '../../../server/ledger';
import { notice } from '../../../server/notices/tables';
import { PARTY } from '../../../server/seed/fixtures';
import { caller, makeGround } from '../../support/ground';
import { granted, putItem } from '../ledger/support';

const staff = caller('staff');
const owner = caller('partner');

async function ground() {
  const s = await makeGround();
  const { id } = await putItem(s);
  const act = async (who: typeof staff, act: PlainAct, input: ActInput = {}) =>
    granted(await actOnItem(s, who, { itemId: id, act, input }));
  const told = async () =>
    (await s.store.q.select().from(notice).orderBy(asc(notice.seq)).all()).map(({ kind, toKind, toId }) => [
      kind,
      toId || toKind
    ]);
  return { s, act, told };
}

describe('who hears of an act', () => {
  it('the owner and each partner of a dispatch, the office of what they ask, finish and give back', async () => {
    const { act, told } = await ground();
    const partners = [{ partyId: PARTY.staff2!, task: '清杂物', dueOn: null }];
    await act(staff, 'dispatch', { ownerId: PARTY.property!, dueOn: '2026-11-27', partners });
    expect(await told()).toEqual([
      ['joint-asked', PARTY.staff2],
      ['dispatched', PARTY.property]
    ]);
    await act(owner, 'accept');
    await act(owner, 'ask', { ask: { what: 'extend', day: '2026-12-03' }, reason: '等灯具' });
    await act(staff, 'extend', { dueOn: '2026-12-03', reason: '同意' });
    expect((await told()).slice(2)).toEqual([
      ['extension-asked', 'office'],
      ['extended', PARTY.property]
    ]);
  });

  it('whoever owes something of a chase, in the same transaction as the act', async () => {
    const { act, told } = await ground();
    await act(staff, 'dispatch', { ownerId: PARTY.property!, dueOn: '2026-11-27' });
    await act(staff, 'chase', { reason: '居民又来问了' });
    expect((await told()).at(-1)).toEqual(['chased', PARTY.property]);
  });

  it('the office, when an item goes up by itself', async () => {
    const { act, told } = await ground();
    for (let n = 0; n < 3; n++) {
      await act(staff, 'dispatch', { ownerId: PARTY.property!, dueOn: '2026-11-27' });
      await act(owner, 'return', { reason: '不归我们管' });
    }
    expect((await told()).filter(([kind]) => kind === 'escalated')).toContainEqual(['escalated', 'office']);
  });
});
