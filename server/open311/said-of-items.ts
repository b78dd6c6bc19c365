import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Query } from '../db/store';
import { itemEvent } from '../ledger/tables';

/** The act whose words everybody may read while an item stands so (rule G3); an answer stands in the item. */
const SAID_WITH: Record<string, string> = {
  finished: 'finish',
  verified: 'finish',
  rated: 'finish',
  declined: 'decline',
  held: 'hold'
};
const CHUNK = 200;

/** What was said last with the act that brought each item where it stands, by its id; nothing where nothing was. */
export async function saidOfItems(
  q: Query,
  communityId: string,
  items: readonly { id: string; state: string }[]
): Promise<ReadonlyMap<string, string>> {
  const said = new Map<string, string>();
  const concerned = items.filter(({ state }) => state in SAID_WITH);
  const actOf = new Map(concerned.map(({ id, state }) => [id, SAID_WITH[state]!]));
  for (let at = 0; at < concerned.length; at += CHUNK) {
    const ids = concerned.slice(at, at + CHUNK).map(({ id }) => id);
    const { itemId, act, reason, seq } = itemEvent;
    const events = await q
      .select({ itemId, act, reason })
      .from(itemEvent)
      .where(
        and(
          eq(itemEvent.communityId, communityId),
          inArray(itemId, ids),
          inArray(act, [...new Set(Object.values(SAID_WITH))])
        )
      )
      .orderBy(asc(seq))
      .all();
    for (const event of events) if (actOf.get(event.itemId) === event.act) said.set(event.itemId, event.reason);
  }
  return said;
}
