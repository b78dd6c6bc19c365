import { and, eq } from 'drizzle-orm';
import { limitOf, withDays } from '$lib/domain/ledger/clock';
import { goesUp, isSetback } from '$lib/domain/ledger/ledger-settings';
import { HIGHEST_LEVEL, type ActInput, type Standing } from '$lib/domain/ledger/item-state';
import type { Act } from '$lib/domain/ledger/acts';
import { decide, type ActEvent, type Actor } from '$lib/domain/ledger/transitions';
import { refused, type Refusal } from '$lib/domain/refusal';
import type { Query } from '../db/store';
import { countingFor, countingOf, type CommunityCounting } from './counting';
import { record, type ActHearers } from './hearing';
import { foundOtherwise, writeSearchRow } from './search-row';
import { columnsOf, partsOf, standingOf, writeParts, type ItemRow } from './standing';
import { item } from './tables';

/** Who acts: by role and party he is judged, by id and name he stands in the history. */
export interface By extends Actor {
  id: string;
  name: string;
}

export interface Doing {
  act: Act;
  input: ActInput;
  by: By;
  /** ISO */
  at: string;
  /** Kept in the event beside what the act changed. */
  also?: Record<string, unknown>;
  /** Columns that go with the act and are no part of where the item stands. */
  set?: Partial<ItemRow>;
  /** Where many items are done in one go. */
  counting?: CommunityCounting;
}

export interface Applied {
  row: ItemRow;
  standing: Standing;
  /** What was written into the history, the item's going up by itself included. */
  events: ActEvent[];
}

/** In whose name the system acts: a limit counted again, an item that goes up by itself. */
export const SYSTEM: By = { role: 'system', partyId: null, id: 'system', name: '小板凳' };

/**
 * Does one act to one item: the table judges, the row and its parts follow, the history gets its line, and `hearers` hear of it;
 * inside the caller's transaction, which must not go on after a refusal if other writes depend on it.
 */
export async function applyAct(q: Query, hearers: ActHearers, row: ItemRow, doing: Doing): Promise<Applied | Refusal> {
  const { communityId } = row;
  const counting = doing.counting ?? (await countingOf(q, communityId, doing.at));
  const done = await once(q, hearers, row, doing, counting);
  if (refused(done)) return done;
  const { level } = done.standing;
  if (!isSetback(row, done.standing) || level >= HIGHEST_LEVEL || !goesUp(done.standing, counting.rules)) return done;
  const rise: Doing = { act: 'escalate', input: {}, by: SYSTEM, at: doing.at };
  const up = await once(q, hearers, done.row, rise, counting, row);
  return refused(up) ? done : { ...up, events: [...done.events, ...up.events] };
}

/** @param stood the item as its hearers last knew it, where another act of the same breath came between */
async function once(
  q: Query,
  hearers: ActHearers,
  row: ItemRow,
  doing: Doing,
  counting: CommunityCounting,
  stood = row
): Promise<Applied | Refusal> {
  const { act, by, at, also = {}, set = {} } = doing;
  const { communityId, id: itemId } = row;
  const before = standingOf(row, await partsOf(q, communityId, itemId));
  const ofItem = countingFor(counting, { ...row, ...set });
  // Another tier has another limit, from the same day.
  const limit = set.tier && set.tier !== row.tier ? { limitOn: limitOf(before.heldDays, ofItem) } : {};
  const input = { ...limit, ...withDays(before, act, doing.input, ofItem) };
  const judged = decide(before, act, { role: by.role, partyId: by.partyId }, input, at);
  if (refused(judged)) return judged;
  const { next, event } = judged;
  const answer = act === 'answer' && input.answer !== undefined ? { answer: input.answer } : {};
  const after: ItemRow = {
    ...row,
    ...columnsOf(next, counting.dayOf),
    ...answer,
    ...set,
    updatedAt: at,
    version: row.version + 1
  };
  await q
    .update(item)
    .set(after)
    .where(and(eq(item.communityId, communityId), eq(item.id, itemId)))
    .run();
  await writeParts(q, row, before.parts, next.parts);
  if (foundOtherwise(row, after)) await writeSearchRow(q, after);
  const written = { ...event, detail: { ...event.detail, ...also } };
  await record(q, hearers, { event: written, input: doing.input, by, before: stood, row: after, standing: next });
  return { row: after, standing: next, events: [written] };
}
