import { and, asc, eq, gt, inArray, isNotNull, lt, lte, max, or, type SQL } from 'drizzle-orm';
import { chasesDue, tooFarOff, type Chase, type Morning } from '$lib/domain/ledger/chasing';
import type { Part } from '$lib/domain/ledger/item-state';
import { LIVE, RUNNING, type State } from '$lib/domain/ledger/state';
import { dayKind } from '$lib/domain/calendar/work-calendar';
import { refused } from '$lib/domain/refusal';
import { party } from '../community/tables';
import type { Query } from '../db/store';
import type { Ground } from '../ground';
import { applyAct, SYSTEM } from './apply-act';
import { countingOf, type CommunityCounting } from './counting';
import type { ActHearers, Hearing } from './hearing';
import { partsOfEach, standingOf, type ItemRow } from './standing';
import { chaseRun, item, itemEvent, itemPart } from './tables';
import { aboutItem, toOf, type Tell } from './tell';

/** One transaction takes so many, so that nobody waits long behind it. */
const BATCH = 200;

export type ChasedMorning = Pick<typeof chaseRun.$inferSelect, 'day' | 'looked' | 'told' | 'raised'>;

/**
 * Goes through what is not over and says what is due to be said this morning; takes up what is late enough (rules K1 to K5, K14,
 * K15). Null on a day off and where the morning has been gone through. Stopped halfway it is run again: what has been told and
 * taken up is not told and taken up twice.
 */
export async function chaseDaily(
  s: Pick<Ground, 'store' | 'now'> & Hearing,
  communityId: string,
  tell: Tell,
  batch = BATCH
): Promise<ChasedMorning | null> {
  const at = s.now().toISOString();
  const { today: day, calendar } = await countingOf(s.store.q, communityId, at);
  if (!dayKind(calendar, day).working || (await morningDone(s.store.q, communityId, day))) return null;
  const morning = { day, looked: 0, told: 0, raised: 0 };
  for (const state of LIVE) {
    for (let last: Place | null = { createdAt: '', id: '' }; last;) {
      const from: Place = last;
      last = await s.store.tx(async (q): Promise<Place | null> => {
        const counting = await countingOf(q, communityId, at);
        const rows = await candidates(q, communityId, state, counting, { ...from, batch });
        const [parts, asks] = await besides(q, communityId, rows);
        for (const { row, ownerThere } of rows) {
          const ownerId = ownerThere ? row.ownerId : null;
          const askedAt = row.asked && asks.get(row.id);
          const due = chasesDue(
            {
              ...standingOf(row, parts.get(row.id) ?? {}),
              ownerId,
              askedOn: askedAt ? counting.dayOf(askedAt) : null
            },
            counting
          );
          morning.looked++;
          for (const chase of due.chases) morning.told += await say(q, row, chase, at, tell);
          if (due.level === row.level) continue;
          await takeUp(q, s.hearers, row, due.level, { at, counting, chases: due.chases });
          morning.raised++;
        }
        return rows.length === batch ? rows.at(-1)!.row : null;
      });
    }
  }
  await s.store.tx((q) =>
    q
      .insert(chaseRun)
      .values({ communityId, ...morning, doneAt: s.now().toISOString() })
      .onConflictDoNothing()
      .run()
  );
  return morning;
}

/** Whether this day's chasing has been gone through to its end. */
export async function morningDone(q: Query, communityId: string, day: string): Promise<boolean> {
  const row = await q
    .select({ day: chaseRun.day })
    .from(chaseRun)
    .where(and(eq(chaseRun.communityId, communityId), eq(chaseRun.day, day)))
    .get();
  return row !== undefined;
}

type Place = Pick<ItemRow, 'createdAt' | 'id'>;

/**
 * The next items of a state that something may be due for. By state and age and not by deadline: nearly all deadlines of a ledger
 * lie in the past, and nearly none of those items is still owed.
 */
async function candidates(
  q: Query,
  communityId: string,
  state: State,
  morning: Morning,
  { createdAt, id, batch }: Place & { batch: number }
): Promise<{ row: ItemRow; ownerThere: boolean }[]> {
  const rows = await q
    .select({ row: item, owner: party.id })
    .from(item)
    .leftJoin(party, and(eq(party.communityId, item.communityId), eq(party.id, item.ownerId), eq(party.active, true)))
    .where(
      and(
        eq(item.communityId, communityId),
        eq(item.state, state),
        or(gt(item.createdAt, createdAt), and(eq(item.createdAt, createdAt), gt(item.id, id))),
        mayBeDue(q, communityId, state, morning)
      )
    )
    .orderBy(asc(item.createdAt), asc(item.id))
    .limit(batch)
    .all();
  return rows.map(({ row, owner }) => ({ row, ownerThere: owner !== null }));
}

function mayBeDue(q: Query, communityId: string, state: State, morning: Morning): SQL | undefined {
  const { today } = morning;
  const asked = isNotNull(item.asked);
  if (!RUNNING.includes(state)) return or(asked, lte(item.reviewOn, today));
  const part = q
    .select({ id: itemPart.itemId })
    .from(itemPart)
    .where(
      and(
        eq(itemPart.communityId, communityId),
        inArray(itemPart.state, ['asked', 'accepted', 'returned']),
        lt(itemPart.dueOn, today)
      )
    );
  return or(lt(item.deadlineOn, tooFarOff(morning)), lt(item.acceptBy, today), asked, inArray(item.id, part));
}

/** The parts of these items, and when each last asked for something. */
async function besides(
  q: Query,
  communityId: string,
  rows: readonly { row: ItemRow }[]
): Promise<[Map<string, Record<string, Part>>, Map<string, string>]> {
  const ids = rows.map(({ row }) => row.id);
  const parts = await partsOfEach(q, communityId, ids);
  const asks = new Map<string, string>();
  const asking = rows.filter(({ row }) => row.asked).map(({ row }) => row.id);
  if (!asking.length) return [parts, asks];
  const lastAsks = await q
    .select({ itemId: itemEvent.itemId, at: max(itemEvent.at) })
    .from(itemEvent)
    .where(and(eq(itemEvent.communityId, communityId), inArray(itemEvent.itemId, asking), eq(itemEvent.act, 'ask')))
    .groupBy(itemEvent.itemId)
    .all();
  for (const { itemId, at } of lastAsks) asks.set(itemId, at!);
  return [parts, asks];
}

/** Says one thing to those it is for; gives to how many it was new. */
async function say(q: Query, row: ItemRow, chase: Chase, at: string, tell: Tell): Promise<number> {
  const { kind, to, day: dueOn, days, occasion } = chase;
  const about = aboutItem(row);
  let told = 0;
  for (const one of await toOf(q, row.communityId, to)) {
    const whom = Object.entries(one).flat().join(' ');
    const oncePer = `chase ${row.id} ${kind} ${occasion} ${whom}`;
    const input = { ...about, values: { ...about.values, dueOn, days }, to: one, kind, at, oncePer };
    if ((await tell(q, input)) !== null) told++;
  }
  return told;
}

interface TakingUp {
  at: string;
  counting: CommunityCounting;
  chases: readonly Chase[];
}

async function takeUp(
  q: Query,
  hearers: ActHearers,
  row: ItemRow,
  level: number,
  { at, counting, chases }: TakingUp
): Promise<void> {
  const late = chases.find(({ kind }) => kind === 'overdue')!;
  const also = { daysLate: late.days, deadlineOn: late.day };
  const done = await applyAct(q, hearers, row, { act: 'escalate', input: { level }, by: SYSTEM, at, counting, also });
  if (refused(done)) throw new Error(`item ${row.number} could not be taken up: ${done.refused}`);
}
