import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { STANDARD, type LedgerSettings } from '$lib/domain/ledger/ledger-settings';
import { getItem, ledgerSettings, setLedgerSettings } from '../../../server/ledger';
import { itemEvent } from '../../../server/ledger/tables';
import { procedureRules, setProcedureRules } from '../../../server/meetings';
import { COMMUNITY } from '../../../server/seed/fixtures';
import { caller, makeGround } from '../../support/ground';
import { expectWhole, granted, putItem } from './support';

const admin = caller('admin');
const rules = (over: Partial<LedgerSettings> = {}): LedgerSettings => ({ ...STANDARD, ...over });

describe('what a community settles about its ledger', () => {
  it('is the standard until it is changed, and after going back', async () => {
    const s = await makeGround();
    expect(await ledgerSettings(s, COMMUNITY.id)).toEqual(STANDARD);
    const wanted = rules({ acceptWithin: 2, ladder: [3, 7] });
    granted(await setLedgerSettings(s, admin, wanted));
    expect(await ledgerSettings(s, COMMUNITY.id)).toEqual(wanted);
    granted(await setLedgerSettings(s, admin, null));
    expect(await ledgerSettings(s, COMMUNITY.id)).toEqual(STANDARD);
  });

  it('counts again what rests on a limit, says so in its history, and moves nothing twice', async () => {
    const s = await makeGround();
    const first = await putItem(s);
    await putItem(s, { tier: 'complex' });
    const longer = rules({ limits: { ...STANDARD.limits, simple: 4 } });
    expect(granted(await setLedgerSettings(s, admin, longer))).toEqual({ moved: 1 });
    const now = granted(await getItem(s, admin, first.id));
    expect(now.limitOn! > first.limitOn!).toBe(true);
    const recalculated = and(eq(itemEvent.itemId, first.id), eq(itemEvent.act, 'recalculate'));
    expect(await s.store.q.select().from(itemEvent).where(recalculated).all()).toHaveLength(1);
    expect(granted(await setLedgerSettings(s, admin, longer))).toEqual({ moved: 0 });
    await expectWhole(s);
  });

  it('leaves the other settings of the community alone', async () => {
    const s = await makeGround();
    const procedure = { atOnce: { hours: 48, callBack: false } } as const;
    const inDepth = { workingDays: 3, signIn: true, votes: true, minutes: false };
    granted(await setProcedureRules(s, admin, { ...procedure, inDepth }));
    granted(await setLedgerSettings(s, admin, rules({ escalateAfter: 2 })));
    expect((await procedureRules(s, COMMUNITY.id)).atOnce.hours).toBe(48);
  });

  it.each([
    ['simple', rules({ limits: { ...STANDARD.limits, simple: 0 } })],
    ['complex', rules({ limits: { ...STANDARD.limits, complex: 251 } })],
    ['acceptWithin', rules({ acceptWithin: 1.5 })],
    ['remindBefore', rules({ remindBefore: -1 })],
    ['escalateAfter', rules({ escalateAfter: NaN })],
    ['secretary', rules({ ladder: [5, 5] })]
  ])('refuses what does not fit, by name: %s', async (name, given) => {
    const s = await makeGround();
    expect(await setLedgerSettings(s, admin, given)).toMatchObject({
      refused: 'input/invalid',
      fields: { [name]: 'field/unfit' }
    });
    expect(await ledgerSettings(s, COMMUNITY.id)).toEqual(STANDARD);
  });

  it('is the administrator’s to change', async () => {
    const s = await makeGround();
    for (const who of ['staff', 'facilitator', 'partner'] as const)
      expect(await setLedgerSettings(s, caller(who), rules({ acceptWithin: 9 }))).toEqual({ refused: 'right/missing' });
  });
});
