import { z } from 'zod';
import { CATEGORIES, CHANNELS, TIERS } from '$lib/domain/ledger/category';
import { SORT_KEYS } from '$lib/domain/ledger/list-order';
import { ACT_NAMES } from '$lib/domain/ledger/acts';
import { STATES } from '$lib/domain/ledger/state';
import { VIEWS } from '$lib/domain/ledger/views';
import { day, listQuery, named, uuid } from './schema-parts';

const score = z.number().int().min(1).max(5);

const itemFields = {
  id: uuid,
  number: z.string(),
  title: z.string(),
  detail: z.string(),
  category: z.string().meta({ description: `One of ${CATEGORIES.join(', ')}` }),
  tier: z.enum(TIERS),
  state: z.enum(STATES),
  answer: z.string(),
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  dueOn: day.nullable().meta({ description: 'What was promised' }),
  limitOn: day.nullable().meta({ description: 'What the limit of its tier allows, in working days' }),
  deadlineOn: day
    .nullable()
    .meta({ description: 'The deadline that counts: dueOn, or limitOn where nothing was promised' }),
  acceptBy: day.nullable().meta({ description: 'By when its owner is to say yes or no' }),
  reviewOn: day.nullable().meta({ description: 'When a hold is looked at again' }),
  overdue: z.boolean(),
  venueId: z.string().nullable(),
  venueName: z.string().nullable(),
  gridId: z.string().nullable(),
  origin: z.object({ kind: z.string(), id: z.string() }).nullable().meta({
    description: 'What it came of: `issue` with the id `<meeting>/<issue>`; null where it was put down in the ledger'
  }),
  sourceNumber: z
    .string()
    .meta({ description: 'What an older ledger called it, where it was imported from one; otherwise empty' }),
  channel: z.enum(CHANNELS),
  supporters: z.number().int(),
  late: z.boolean().meta({ description: 'Came from a tablet after its meeting had been closed' }),
  withheld: z
    .boolean()
    .meta({ description: 'Came of a dispute between neighbours: not to be shown outside the office' }),
  returns: z.number().int(),
  reworks: z.number().int(),
  level: z.number().int().meta({ description: 'How far up it has gone: 0 owner, 1 office, 2 secretary' }),
  chases: z.number().int(),
  chasedAt: z.string().nullable(),
  asked: z
    .object({ what: z.enum(['extend', 'hold']), day, reason: z.string() })
    .nullable()
    .meta({ description: 'What its owner has asked the office for' }),
  mergedInto: z.string().nullable(),
  splitFrom: z.string().nullable(),
  rating: z.object({ speed: score, effect: score, attitude: score }).nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  finishedAt: z.string().nullable(),
  version: z.number().int().meta({ description: 'To be sent back with an act; an older one is refused' })
};
export const itemLine = named('ItemLine', z.object(itemFields));

export const itemPage = named(
  'ItemPage',
  z.object({
    items: z.array(itemLine),
    nextCursor: z.string().nullable(),
    total: z.number().int().meta({ description: 'How many fit, counted up to 10,000, for a search up to 1,000' }),
    atLeast: z.boolean().meta({ description: 'There are more than that' })
  })
);

export const itemOutput = named(
  'Item',
  z.object({
    ...itemFields,
    raisedBy: z.string(),
    meeting: z
      .object({ id: z.string(), title: z.string() })
      .nullable()
      .meta({ description: 'Where it was said, also of what was split off since' }),
    parts: z
      .array(
        z.object({
          partyId: z.string(),
          name: z.string(),
          task: z.string(),
          dueOn: day.nullable(),
          state: z.enum(['asked', 'accepted', 'returned', 'done', 'released'])
        })
      )
      .meta({ description: 'Joint partners and how far each is' }),
    firstDueOn: day.nullable().meta({ description: 'What was promised first, before any extension' }),
    heldSince: z.string().nullable(),
    sure: z.boolean().meta({ description: 'Whether the holidays that its deadline rests on are announced' }),
    acts: z.array(z.enum(ACT_NAMES)).meta({ description: 'What the caller may do to it now' }),
    absorbed: z
      .array(z.object({ id: z.string(), number: z.string(), title: z.string() }))
      .meta({ description: 'What was put into it' }),
    entries: z.array(
      z.object({ id: z.string(), at: z.string(), kind: z.string(), speaker: z.string(), text: z.string() })
    ),
    photos: z
      .array(z.object({ id: z.string(), kind: z.string(), takenAt: z.string(), stored: z.boolean() }))
      .meta({ description: 'Pictures and voice notes; the file of a stored one is at /uploads/{id}' }),
    events: z.array(
      z.object({
        at: z.string(),
        actorName: z.string(),
        act: z.string(),
        fromState: z.string().nullable(),
        toState: z.string(),
        reason: z.string()
      })
    ),
    lateChanges: z
      .array(z.object({ field: z.string(), ledgerValue: z.string(), tabletValue: z.string(), seenAt: z.string() }))
      .meta({ description: 'What tablets that came late say otherwise, for staff to decide upon' })
  })
);

export const ledgerQuery = listQuery.extend({
  q: z
    .string()
    .trim()
    .max(100)
    .optional()
    .meta({ description: 'Full text, Chinese included; also by pinyin, by initials and by number' }),
  state: z.enum(STATES).optional(),
  category: z.enum(CATEGORIES).optional(),
  owner: z.string().max(64).optional().meta({ description: 'Party id, or “none” for items nobody owns' }),
  venue: z.string().max(64).optional(),
  overdue: z.enum(['true', 'false']).optional(),
  late: z.enum(['true', 'false']).optional().meta({ description: 'Only what came after its meeting’s close' }),
  tier: z.enum(TIERS).optional(),
  partner: z.string().max(64).optional().meta({ description: 'Party id of a joint partner' }),
  grid: z.string().max(64).optional(),
  channel: z.enum(CHANNELS).optional(),
  level: z.coerce.number().int().min(1).max(2).optional().meta({ description: 'It went up so far at least' }),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional()
    .meta({ description: 'YYYY-MM in which it was submitted' }),
  due: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])(-\d\d)?$/)
    .optional()
    .meta({ description: 'YYYY-MM or YYYY-MM-DD of the deadline' }),
  view: z.enum(VIEWS).optional().meta({ description: 'One of the lists of every morning' }),
  sort: z.enum(SORT_KEYS).optional().meta({ description: '“created” when left out' }),
  order: z.enum(['asc', 'desc']).optional().meta({ description: 'A cursor holds for one order' })
});

export const exportQuery = ledgerQuery
  .omit({ cursor: true, limit: true })
  .extend({ as: z.enum(['xlsx', 'csv']).optional().meta({ description: '`xlsx` when left out' }) })
  .strict();
