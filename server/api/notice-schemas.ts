import { z } from 'zod';
import { named, uuid } from './schema-parts';

const seq = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

export const noticesQuery = z.strictObject({
  before: z.coerce
    .number()
    .int()
    .min(1)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .meta({ description: '`next` of the page before' })
});

export const noticeList = named(
  'Notices',
  z.object({
    notices: z.array(
      z.object({
        seq,
        id: uuid,
        at: z.string(),
        kind: z.string(),
        itemId: z.string().nullable(),
        line: z.string().meta({ description: 'What it says, in the caller’s language' }),
        withheld: z.boolean(),
        read: z.boolean()
      })
    ),
    next: z.number().int().nullable(),
    unread: z.number().int().meta({ description: '100 stands for that and more' })
  })
);

export const readInput = named(
  'NoticesRead',
  z
    .union([z.strictObject({ seq }), z.strictObject({ upTo: seq })])
    .meta({ description: 'One notice, or all up to the one that stood on top' })
);
