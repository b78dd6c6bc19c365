/** How many items the close made, by what became of them. */
export interface Closed {
  items: number;
  answered: number;
}

/** What came of asking the server to close: its answer, its refusal in the reader's language, or no answer at all. */
export type CloseAnswer = { closed: Closed } | { refused: string } | 'unreachable';

/** Closes the meeting. Safe to repeat. A server that is down or too busy counts as not reached: it is asked again. */
export async function postClose(meetingId: string): Promise<CloseAnswer> {
  let response: Response;
  try {
    response = await fetch(`/api/v1/meetings/${meetingId}/close`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: '{}'
    });
  } catch {
    return 'unreachable';
  }
  if (response.status >= 502 || response.status === 429) return 'unreachable';
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return { closed: count(body) };
  const problem = body as { detail?: string; title?: string } | null;
  return { refused: problem?.detail ?? problem?.title ?? String(response.status) };
}

function count(body: unknown): Closed {
  const items = (body as { items?: { state: string }[] } | null)?.items ?? [];
  const answered = items.filter((item) => item.state === 'answered').length;
  return { items: items.length - answered, answered };
}
