import { PIECE } from '../domain/attachments/upload-limits';
import type { UploadRecord } from './upload-store';

/** What came of sending: it is kept there, it will never be taken, or not now. */
export type Sent =
  | 'complete'
  /** Something of another length is kept there under its id. */
  | 'other'
  | { refused: string }
  /** `alone`: this one only, others may go up. */
  | { later: true; seconds?: number; alone?: boolean };

/** How long one request may hang before its connection is given up. */
const REQUEST_MS = 60_000;
/** So many answers in a row that bring a file no further are enough for now. */
const MOST_STILL = 3;

interface Uplink {
  fetch: typeof globalThis.fetch;
  /** Ends everything. */
  signal: AbortSignal;
  /** Heard after each piece: bytes that are on the server. */
  progress: (sent: number) => void;
}

/**
 * Sends one file from where the server has it, in pieces. Nothing counts before the server says that it has the whole and
 * keeps it. Never throws.
 */
export async function sendUpload(record: UploadRecord, bytes: ArrayBuffer, uplink: Uplink): Promise<Sent> {
  const address = `/api/v1/uploads/${record.id}`;
  const { meetingId, kind, takenAt, length, entryId, issueId } = record;
  const about = new URLSearchParams({ meeting: meetingId, kind, length: String(length), takenAt });
  if (entryId) about.set('entry', entryId);
  if (issueId) about.set('issue', issueId);
  try {
    let offset = 0;
    if (record.begun) {
      const first = await ask(uplink, address, { method: 'HEAD' });
      if (isWhole(first)) return whole(first, length);
      // A HEAD has no body to say why: what else it may be is asked by sending.
      if (first.ok) offset = offsetOf(first);
    }
    for (let still = 0; still < MOST_STILL;) {
      uplink.progress(offset);
      const answer = await ask(uplink, `${address}?${about}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/partial-upload', 'upload-offset': String(offset) },
        body: bytes.slice(offset, offset + PIECE)
      });
      if (isWhole(answer)) return whole(answer, length);
      if (!answer.ok && answer.status !== 409) return await why(answer);
      const next = offsetOf(answer);
      still = next > offset ? 0 : still + 1;
      offset = Math.min(next, length);
    }
    return { later: true, alone: true };
  } catch {
    return { later: true };
  }
}

async function ask({ fetch, signal }: Uplink, address: string, input: RequestInit): Promise<Response> {
  const own = new AbortController();
  const end = () => own.abort();
  const timer = setTimeout(end, REQUEST_MS);
  signal.addEventListener('abort', end);
  try {
    if (signal.aborted) end();
    return await fetch(address, { ...input, signal: own.signal, credentials: 'same-origin' });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

const isWhole = ({ ok, headers }: Response) => ok && headers.get('upload-complete') === '?1';

/** What is kept there is this file only if it is as long: of a recording, an earlier part may have gone up as the whole. */
function whole(answer: Response, length: number): Sent {
  return answer.headers.has('upload-offset') && offsetOf(answer) !== length ? 'other' : 'complete';
}

function offsetOf({ headers }: Response): number {
  const offset = Number(headers.get('upload-offset'));
  return Number.isSafeInteger(offset) && offset >= 0 ? offset : 0;
}

/** Not 403: whoever is signed in by now may have no right to send, and the next person has it. */
const FINAL = new Set([400, 410, 413, 415]);

async function why(answer: Response): Promise<Sent> {
  const problem = (await answer.json().catch(() => null)) as { type?: unknown } | null;
  const [, area, what] = /^urn:stoolside:problem:([\w-]+):([\w-]+)$/.exec(String(problem?.type)) ?? [];
  const key = area && what ? `${area}/${what}` : null;
  // Only our own server's word is final: a proxy's page, or a hotel's, says 403 for reasons of its own.
  if (key && FINAL.has(answer.status)) return { refused: key };
  const seconds = Number(answer.headers.get('retry-after'));
  return {
    later: true,
    ...(seconds > 0 ? { seconds } : {}),
    // The meeting was begun without a network and is not there yet; another's may be.
    ...(key === 'meeting/absent' ? { alone: true } : {})
  };
}
