/**
 * The shared document of a meeting, `meeting/<uuid>`: root types and the keys of each record. A contract: tablets of
 * several builds write the same document. Only `lib/document` touches a Y.Map by these names.
 */
export const SCHEMA = 1;

export const ROOTS = [
  'meta',
  'agenda',
  'entries',
  'issues',
  'people',
  'queue',
  'polls',
  'photos',
  'tray',
  'marks',
  'reports',
  'disputes'
] as const;
export type Root = (typeof ROOTS)[number];

/** Records that other records name by id live in these. */
export type Collection = Exclude<Root, 'meta'>;

export function meetingDocument(id: string): string {
  return `meeting/${id}`;
}
