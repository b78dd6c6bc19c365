/** Returns a value as JSON without the ids that were drawn for it, in which any few digits may stand. */
export function withoutIds(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '');
}
