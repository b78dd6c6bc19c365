import type { Reported } from '$lib/domain/meetings/report-back';

export interface Promises {
  lines: readonly Reported[];
  carried: readonly { title: string; minutes: number; kind?: string }[];
}

const KEPT = 'stool/reports/';

/** What earlier meetings promised here: from the server, or as it was fetched on this tablet before. Null: it was never fetched. */
export async function fetchPromises(meetingId: string): Promise<Promises | null> {
  try {
    const answer = await fetch(`/meetings/${meetingId}/report-back`);
    if (answer.ok) {
      const found = (await answer.json()) as Promises;
      localStorage.setItem(KEPT + meetingId, JSON.stringify(found));
      return found;
    }
  } catch {
    // No network, or nowhere to keep it: what is kept is used.
  }
  try {
    return JSON.parse(localStorage.getItem(KEPT + meetingId) ?? 'null') as Promises | null;
  } catch {
    return null;
  }
}
