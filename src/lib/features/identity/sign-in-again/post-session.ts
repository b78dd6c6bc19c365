/** What came of it: signed in, the refusal in the reader's language, or no answer at all. */
export type SignedIn = 'signed-in' | 'unreachable' | { refused: string };

/** Opens a new session for the same person without leaving the page. */
export async function postSession(
  input: { username: string; password: string } | { username: string; pin: string }
): Promise<SignedIn> {
  let response: Response;
  try {
    response = await fetch('/api/v1/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(input)
    });
  } catch {
    return 'unreachable';
  }
  if (response.ok) return 'signed-in';
  if (response.status >= 500) return 'unreachable';
  const problem = (await response.json().catch(() => null)) as { detail?: string } | null;
  return { refused: problem?.detail ?? String(response.status) };
}
