import type { ActInput } from '$lib/domain/ledger/item-state';
import type { Act } from '$lib/domain/ledger/acts';
import type { State } from '$lib/domain/ledger/state';
import { refused } from '$lib/domain/refusal';
import { addDays } from '$lib/domain/meetings/days';
import { dayOf } from '$lib/words/dates';
import type { Query, Store } from '../db/store';
import { applyAct, createItem, UNHEARD, type ItemRow } from '../ledger';
import { ACCOUNT, COMMUNITY, PARTY, PEOPLE, VENUES } from './fixtures';
import { ledgerLines, type LedgerLine } from './ledger-lines';

const DAY_MS = 86_400_000;

/** The acts that bring an item from `open` to where the line says it stands. */
const WAY: Partial<Record<State, Act[]>> = {
  open: [],
  answered: ['answer'],
  dispatched: ['dispatch'],
  handling: ['dispatch', 'accept'],
  finished: ['dispatch', 'accept', 'finish'],
  verified: ['dispatch', 'accept', 'finish', 'verify'],
  rated: ['dispatch', 'accept', 'finish', 'verify', 'rate']
};

const ANSWERS = ['当场说清楚了，居民点了头。', '材料和地方都告诉了，不用再跑。', '跟大家解释了缘由，都理解。'];
const FINISHES = ['已经办好，拍了照片。', '修好了，请居民看过。', '办完了，当面回了话。'];

/** Puts the demo's lines into the ledger with the history each of them would have. */
export async function seedLedger(store: Store, now: Date): Promise<void> {
  await store.tx(async (q) => {
    for (const [n, line] of ledgerLines().entries()) await seedLine(q, line, n, now);
  });
}

async function seedLine(q: Query, line: LedgerLine, n: number, now: Date): Promise<void> {
  const begin = now.getTime() - line.age * DAY_MS - (n % 7) * 3_600_000;
  const at = new Date(begin).toISOString();
  const venue = VENUES[line.venue]!;
  const ownerId = line.owner ? PARTY[line.owner]! : null;
  const dueOn = line.due === null ? null : addDays(dayOf(now, COMMUNITY.timeZone), line.due);
  const row = await createItem(q, UNHEARD, {
    communityId: COMMUNITY.id,
    title: line.title,
    detail: '',
    category: line.category,
    tier: line.tier,
    state: 'open',
    answer: '',
    ownerId,
    dueOn,
    gridId: venue.gridId,
    venueId: venue.id,
    origin: null,
    channel: (['desk', 'online', 'informant', 'phone', 'visit'] as const)[n % 5]!,
    raisedBy: line.raisedBy,
    supporters: line.supporters,
    late: false,
    madeFrom: null,
    at,
    year: Number(dayOf(at, COMMUNITY.timeZone).slice(0, 4)),
    by: actorOf('staff')
  });
  await walk(q, row, line, n, begin, now.getTime());
}

/** Does the acts one after the other, spread over the time there was. */
async function walk(q: Query, made: ItemRow, line: LedgerLine, n: number, begin: number, end: number): Promise<void> {
  const acts = WAY[line.state as State] ?? [];
  let row = made;
  for (const [step, act] of acts.entries()) {
    const at = new Date(begin + ((end - begin) * (step + 1)) / (acts.length + 1)).toISOString();
    const by = actorOf(act === 'accept' || act === 'finish' ? (line.owner ?? 'staff') : 'staff2');
    const input = inputOf(act, row, n);
    const done = await applyAct(q, UNHEARD, row, { act, input, by: { ...by, role: 'staff', partyId: null }, at });
    if (refused(done)) throw new Error(`the demo's line “${line.title}” cannot ${act}: ${done.refused}`);
    row = done.row;
  }
}

function inputOf(act: Act, row: ItemRow, n: number): ActInput {
  if (act === 'dispatch') return { ownerId: row.ownerId, dueOn: row.dueOn };
  if (act === 'finish') return { reason: FINISHES[n % FINISHES.length]! };
  if (act === 'answer') return { answer: ANSWERS[n % ANSWERS.length]! };
  if (act === 'rate') return { rating: { speed: 3 + (n % 3), effect: 4 + (n % 2), attitude: 5 - (n % 2) } };
  return {};
}

/** Whoever acts for an owner: himself, or for an organisation its partner account, or the office. */
function actorOf(key: string): { id: string; name: string } {
  const person =
    PEOPLE.find(({ username }) => username === key) ??
    PEOPLE.find(({ organisation }) => organisation === key) ??
    PEOPLE.find(({ username }) => username === 'staff')!;
  return { id: ACCOUNT[person.username]!, name: person.name };
}
