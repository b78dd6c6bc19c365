import type { ActInput, Standing } from '$lib/domain/ledger/item-state';
import type { Act } from '$lib/domain/ledger/acts';
import type { State } from '$lib/domain/ledger/state';
import { decide, type ActEvent, type Actor } from '$lib/domain/ledger/transitions';
import { addDays } from '$lib/domain/meetings/days';
import { refused } from '$lib/domain/refusal';
import type { Random } from './random';

const HOUR_MS = 3_600_000;

/** How far items get by the day they are looked at: an old ledger is mostly done with. */
const ENDS: readonly (readonly [State, number])[] = [
  ['rated', 62],
  ['verified', 12],
  ['finished', 4],
  ['answered', 12],
  ['declined', 3],
  ['merged', 1],
  ['handling', 3],
  ['held', 1],
  ['dispatched', 1],
  ['open', 1]
];
/** What came in the last weeks is mostly still under way. */
const RECENT: readonly (readonly [State, number])[] = [
  ['open', 20],
  ['dispatched', 20],
  ['handling', 35],
  ['held', 3],
  ['finished', 10],
  ['answered', 7],
  ['rated', 5]
];

const WAY: Readonly<Record<string, readonly Act[]>> = {
  open: ['open'],
  answered: ['open', 'answer'],
  declined: ['open', 'decline'],
  merged: ['open', 'merge'],
  dispatched: ['open', 'dispatch'],
  handling: ['open', 'dispatch', 'accept'],
  held: ['open', 'dispatch', 'accept', 'hold'],
  finished: ['open', 'dispatch', 'accept', 'finish'],
  verified: ['open', 'dispatch', 'accept', 'finish', 'verify'],
  rated: ['open', 'dispatch', 'accept', 'finish', 'verify', 'rate']
};
/** What may come between two steps while the item is under way. */
const BETWEEN: readonly (readonly [Act, number])[] = [
  ['note', 6],
  ['chase', 2],
  ['extend', 1],
  ['escalate', 0.4]
];

const OFFICE: Actor = { role: 'staff', partyId: null };
const NOTES = ['师傅看过了，明天带料来。', '材料已经报上去了。', '跟居民说好了时间。', '现场照片已经拍了。'];

/**
 * One item's life as the transition table allows it, about `events` acts long: the events and where it stands after them.
 * @param recent it came in the last weeks
 */
export function liveOnce(
  random: Random,
  {
    createdAt,
    ownerId,
    otherId,
    events,
    recent
  }: { createdAt: number; ownerId: string; otherId: string; events: number; recent: boolean }
): { standing: Standing; events: ActEvent[]; lastAt: string } {
  const way = WAY[random.weighed(recent ? RECENT : ENDS)]!;
  const day = new Date(createdAt).toISOString().slice(0, 10);
  const told: ActEvent[] = [];
  let standing: Standing | null = null;
  let at = createdAt;
  const act = (one: Act, who: Actor, input: ActInput) => {
    const judged = decide(standing, one, who, input, new Date(at).toISOString());
    if (refused(judged)) return;
    standing = judged.next;
    told.push(judged.event);
    at += (1 + random.below(20)) * HOUR_MS;
  };
  const owner: Actor = { role: 'partner', partyId: ownerId };
  for (const [n, step] of way.entries()) {
    const [who, input] = inputOf(step, random, { day, ownerId, otherId, owner });
    act(step, who, input);
    // The rest of the acts lie between dispatch and finish, where most of an item's life is.
    const under = step === 'accept' || step === 'dispatch';
    for (let more = under ? Math.ceil((events - way.length) / 2) : 0; more > 0 && n < way.length; more--) {
      const [by, given] = inputOf(random.weighed(BETWEEN), random, { day, ownerId, otherId, owner });
      const between = given.level ? 'escalate' : given.dueOn ? 'extend' : by === owner ? 'note' : 'chase';
      act(between, by, given);
    }
  }
  return { standing: standing!, events: told, lastAt: told.at(-1)!.at };
}

interface About {
  day: string;
  ownerId: string;
  otherId: string;
  owner: Actor;
}

function inputOf(act: Act, random: Random, { day, ownerId, otherId, owner }: About): [Actor, ActInput] {
  const later = (least: number, most: number) => addDays(day, least + random.below(most - least));
  switch (act) {
    case 'open':
      return [OFFICE, { ownerId: null, dueOn: null, limitOn: later(3, 25), respondBy: later(1, 4) }];
    case 'answer':
      return [OFFICE, { answer: '当场说清楚了，居民点了头。' }];
    case 'decline':
      return [OFFICE, { reason: '不在社区能办的范围里，已经告诉居民去哪里问。' }];
    case 'merge':
      return [OFFICE, { intoId: otherId }];
    case 'dispatch':
      return [OFFICE, { ownerId, dueOn: later(3, 30), acceptBy: later(1, 3) }];
    case 'accept':
      return [owner, {}];
    case 'hold':
      return [OFFICE, { reason: '等天暖了再挖管子。', reviewOn: later(20, 120) }];
    case 'finish':
      return [owner, { reason: '办好了，拍了照片。' }];
    case 'rate':
      return [
        OFFICE,
        { rating: { speed: 1 + random.below(5), effect: 2 + random.below(4), attitude: 3 + random.below(3) } }
      ];
    case 'note':
      return [owner, { reason: random.of(NOTES) }];
    case 'extend':
      return [OFFICE, { dueOn: later(20, 60), reason: '材料没到，居民同意再等几天。' }];
    case 'escalate':
      return [OFFICE, { level: 1 + random.below(2) }];
    default:
      return [OFFICE, {}];
  }
}
