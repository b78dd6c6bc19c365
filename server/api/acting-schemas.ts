import { z } from 'zod';
import { CATEGORIES, TIERS } from '$lib/domain/ledger/category';
import { RATED_BY } from '$lib/domain/ledger/item-state';
import { ACT_NAMES, actsGiven, PLAIN_ACTS, type PlainInput } from '$lib/domain/ledger/acts';
import { STATES } from '$lib/domain/ledger/state';
import { VIEWS } from '$lib/domain/ledger/views';
import { MOST_CHASED, PHOTO_PHASES } from '../ledger';
import { day, named, uuid, words } from './schema-parts';

// What is done to items of the ledger. Who may, when, and with what: the table of domain/ledger/transitions.ts says it.

const version = z
  .number()
  .int()
  .min(1)
  .meta({ description: 'The version that was seen; where the item has moved on since it is refused with 409' });
const reason = words(4000);
const score = z.number().int().min(1).max(5);
const partyId = z.string().min(1).max(64);

/** Which acts are given something, said where it is described. */
const ofActs = (what: string, input: PlainInput) => ({ description: `${what} (${actsGiven(input).join(', ')})` });

/** What the fields of plain acts fill. Working days stand in the place of a day, as `within`. */
const GIVEN = {
  ownerId: partyId.optional().meta(ofActs('Party that is to own it', 'ownerId')),
  dueOn: day.optional().meta(ofActs('What is promised, or the new deadline', 'dueOn')),
  within: z
    .number()
    .int()
    .min(1)
    .max(999)
    .optional()
    .meta(ofActs('In the place of dueOn: so many working days from today', 'dueWithin')),
  partners: z
    .array(z.strictObject({ partyId, task: z.string().trim().max(400), dueOn: day.nullable() }))
    .max(20)
    .optional()
    .meta(ofActs('Joint partners', 'partners')),
  reviewOn: day.optional().meta(ofActs('When a hold is looked at again', 'reviewOn')),
  ask: z
    .strictObject({ what: z.enum(['extend', 'hold']), day })
    .optional()
    .meta(ofActs('What is asked of the office', 'ask')),
  answer: words(4000).optional().meta(ofActs('What was answered', 'answer')),
  rating: z
    .strictObject({ speed: score, effect: score, attitude: score })
    .optional()
    .meta(ofActs('What residents said of it', 'rating')),
  how: z.enum(RATED_BY).optional().meta(ofActs('How residents were asked', 'how')),
  reason: reason.optional().meta({ description: 'Why, for those concerned to read' }),
  photos: z.array(uuid).max(20).optional().meta({ description: 'Pictures that were sent to …/photos for this act' }),
  partyId: partyId.optional().meta(ofActs('Whose part it is about', 'partyId'))
} satisfies Record<Exclude<PlainInput, 'dueWithin'> | 'within', z.ZodType>;

export const actInput = named('Act', z.strictObject({ act: z.enum(PLAIN_ACTS), version, ...GIVEN }));

export const actOutput = named(
  'ActDone',
  z.object({ id: uuid, number: z.string(), state: z.enum(STATES), version: z.number().int() })
);

export const amendInput = named(
  'Amend',
  z.strictObject({
    version,
    title: words(200).optional(),
    detail: z.string().max(4000).optional(),
    category: z.enum(CATEGORIES).optional(),
    tier: z.enum(TIERS).optional(),
    venueId: z.string().max(64).nullable().optional()
  })
);

export const mergeInput = named('Merge', z.strictObject({ version, intoId: uuid }));
export const unmergeInput = named('Unmerge', z.strictObject({ version, reason }));
export const splitInput = named(
  'Split',
  z.strictObject({ version, title: words(200), detail: z.string().max(4000).optional(), reason })
);

export const chasesInput = named(
  'Chases',
  z.strictObject({
    ids: z.array(z.string().min(1).max(64)).min(1).max(MOST_CHASED),
    reason: z
      .string()
      .trim()
      .max(4000)
      .optional()
      .meta({ description: 'What was chased within four hours is chased again only with a word why' })
  })
);

export const chasesOutput = named(
  'Chased',
  z.object({
    results: z
      .array(
        z.object({
          id: z.string(),
          number: z.string().nullable(),
          chased: z.boolean(),
          type: z.string().nullable().meta({ description: 'Why not, as a problem document has it' }),
          detail: z.string().nullable()
        })
      )
      .meta({ description: 'Each by itself; one that is refused leaves the others be' })
  })
);

export const lateChangeInput = named(
  'LateDecision',
  z.strictObject({
    version,
    field: words(40),
    decision: z.enum(['keep', 'take']),
    tabletValue: z.string().max(20_000).meta({ description: 'The tablet’s value that was seen' })
  })
);

export const photoQuery = z.strictObject({
  phase: z.enum(PHOTO_PHASES).meta({ description: 'Before, during or after the work' })
});
export const photoOutput = named('PhotoKept', z.object({ id: uuid }));
export const photoFileQuery = z.strictObject({ size: z.enum(['large', 'small']).optional() });

export const photoList = named(
  'ItemPhotos',
  z.object({
    photos: z.array(
      z.object({
        id: uuid,
        eventSeq: z.number().int().meta({ description: 'The act that it was sent with' }),
        takenAt: z.string(),
        phase: z.enum(PHOTO_PHASES),
        width: z.number().int(),
        height: z.number().int()
      })
    )
  })
);

const nullableDay = day.nullable();

export const eventList = named(
  'ItemEvents',
  z.object({
    events: z.array(
      z.object({
        seq: z.number().int().meta({ description: 'Its place in the history of the community' }),
        at: z.string(),
        actor: z.string(),
        act: z.enum(ACT_NAMES),
        fromState: z.string().nullable(),
        toState: z.string(),
        reason: z.string(),
        owner: z.string().meta({ description: 'Name of whom it was given to' }),
        part: z.string().meta({ description: 'Name of whose part it is about' }),
        dueOn: nullableDay,
        limitOn: nullableDay,
        reviewOn: nullableDay,
        partners: z.array(z.object({ name: z.string(), task: z.string(), dueOn: nullableDay })),
        ask: z.object({ what: z.enum(['extend', 'hold']), day }).nullable(),
        rating: z.object({ speed: score, effect: score, attitude: score }).nullable(),
        how: z.string(),
        answer: z.string(),
        level: z.number().int().nullable(),
        other: z.object({ number: z.string(), title: z.string() }),
        changed: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
        photos: z.array(z.string())
      })
    )
  })
);

export const countsOutput = named('ViewCounts', z.object({ counts: z.partialRecord(z.enum(VIEWS), z.number().int()) }));
