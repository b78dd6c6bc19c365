import type { Begun } from './begun';

/**
 * Tells the server of a meeting that was begun without it; safe to repeat. Its agenda is in the document already, so none is
 * asked for. False where the server was not reached; a refusal counts as reached, for the sync server says the same and the
 * tablet shows it.
 */
export async function postPlan({ id, title, kind, venueId, startsAt }: Begun): Promise<boolean> {
  try {
    const response = await fetch('/api/v1/meetings', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ id, title, kind, venueId, startsAt, agenda: [] })
    });
    return response.status < 500 && response.status !== 429;
  } catch {
    return false;
  }
}
