import { z } from 'zod';

// One source for what is taken and given: forms, the API's checks, and the OpenAPI document.

/** Schemas that the OpenAPI document knows by name. */
export const components = z.registry<{ id: string }>();
export function named<T extends z.ZodType>(id: string, schema: T): T {
  components.add(schema, { id });
  return schema;
}

export const uuid = z.uuid();
export const moment = z.iso.datetime({ offset: true }).meta({ description: 'ISO 8601 with its offset' });
export const day = z.iso.date().meta({ description: 'YYYY-MM-DD in the community’s time zone' });
export const words = (longest: number) => z.string().trim().min(1).max(longest);

export const listQuery = z.object({
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional()
});
