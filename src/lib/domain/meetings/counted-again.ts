/**
 * Where the clock of an agenda item counts from when the meeting comes back to it: as if it had begun later, by the time the
 * meeting was away.
 */
export function countedAgain(countedFrom: string | null, endedAt: string | null, at: string): string {
  const counted = Date.parse(endedAt ?? '') - Date.parse(countedFrom ?? '');
  return counted > 0 ? new Date(Date.parse(at) - counted).toISOString() : at;
}
