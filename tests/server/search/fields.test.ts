import { expect, expectTypeOf, it } from 'vitest';
import { QUOTED_FIELDS, SEARCHED_FIELDS, SPELLED_FIELDS, type QuotedField } from '$lib/domain/ledger/searched';
import { ledgerList } from '$lib/words/ledger-list';
import { foundOtherwise, indexed } from '../../../server/ledger/search-row';
import { VERSION } from '../../../server/search/index-anew';
import { makeGround } from '../../support/ground';
import { putItem } from '../ledger/support';

it('what an item is found by is one list: whoever changes it raises the version of the index with it', () => {
  expect({ version: VERSION, fields: SEARCHED_FIELDS, spelled: SPELLED_FIELDS }).toEqual({
    version: 2,
    fields: ['number', 'sourceNumber', 'title', 'detail', 'answer', 'raisedBy', 'ownerName'],
    spelled: ['title', 'ownerName']
  });
});

it('the index holds every field, and is written anew for a change of each', async () => {
  const row = await putItem(await makeGround());
  const texts = Object.fromEntries(SEARCHED_FIELDS.map((field) => [field, `${field}灯`]));
  const { body } = indexed(texts as Parameters<typeof indexed>[0]);
  for (const field of SEARCHED_FIELDS) expect(body).toContain(`${field.toLowerCase()} 灯`);
  expect(foundOtherwise(row, { ...row })).toBe(false);
  expect(foundOtherwise(row, { ...row, tier: 'complex', version: 9 } as typeof row)).toBe(false);
  for (const column of ['title', 'detail', 'answer', 'raisedBy', 'ownerId', 'number', 'sourceNumber'] as const)
    expect(foundOtherwise(row, { ...row, [column]: 'another' }), column).toBe(true);
});

it('a field that is quoted has a name in words, or it does not compile', () => {
  expectTypeOf<`where/${QuotedField}`>().toExtend<keyof (typeof ledgerList)['zh-CN']>();
  for (const field of QUOTED_FIELDS) expect(ledgerList['zh-CN']).toHaveProperty(`where/${field}`);
});
