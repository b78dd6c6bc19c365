import { CATEGORIES } from '../ledger/category';

/** What stands for items of no category of ours. */
export const OTHER = 'other';

/** By the six categories and one for the rest (rule G6). */
export const SERVICE_CODES = [...CATEGORIES, OTHER] as const;
export type ServiceCode = (typeof SERVICE_CODES)[number];

/** The service that an item's category belongs to; a newer tablet's own category is among the others. */
export function serviceOf(category: string): ServiceCode {
  return CATEGORIES.find((one) => one === category) ?? OTHER;
}

export function isServiceCode(text: string): text is ServiceCode {
  return (SERVICE_CODES as readonly string[]).includes(text);
}

/** In the order of the specification. */
export const SERVICE_FIELDS = [
  'service_code',
  'service_name',
  'description',
  'metadata',
  'type',
  'keywords',
  'group'
] as const;
