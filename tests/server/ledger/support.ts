import { expect } from 'vitest';
import { refused, type Refusal } from '$lib/domain/refusal';
import { createItem, verifyLedger, type ItemRow, type NewItem, UNHEARD } from '../../../server/ledger';
import { COMMUNITY, VENUES } from '../../../server/seed/fixtures';
import type { TestGround } from '../../support/ground';

export function granted<T>(result: T | Refusal): T {
  if (refused(result)) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result;
}

/** One item as the desk takes it down. */
export async function putItem(s: TestGround, over: Partial<NewItem> = {}): Promise<ItemRow> {
  return (await putItems(s, [over]))[0]!;
}

/** Many at once, in one transaction. */
export async function putItems(s: TestGround, all: readonly Partial<NewItem>[]): Promise<ItemRow[]> {
  const at = s.now().toISOString();
  return await s.store.tx(async (q) => {
    const made: ItemRow[] = [];
    for (const over of all)
      made.push(
        await createItem(q, UNHEARD, {
          communityId: COMMUNITY.id,
          title: '楼道灯不亮',
          detail: '',
          category: 'repair',
          tier: 'simple',
          state: 'open',
          answer: '',
          ownerId: null,
          dueOn: null,
          gridId: VENUES[0]!.gridId,
          venueId: VENUES[0]!.id,
          origin: null,
          channel: 'desk',
          raisedBy: '3号楼居民',
          supporters: 0,
          late: false,
          madeFrom: null,
          at,
          year: Number(at.slice(0, 4)),
          by: { id: 'x', name: '蒲晓棠' },
          ...over
        })
      );
    return made;
  });
}

/** Every chain is whole and every row says what its history says. */
export async function expectWhole(s: TestGround): Promise<void> {
  const faults: string[] = [];
  await verifyLedger(s.store.q, (where, what) => faults.push(`${where}: ${what}`));
  expect(faults).toEqual([]);
}
