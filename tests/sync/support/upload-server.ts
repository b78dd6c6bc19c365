import { IDBFactory } from 'fake-indexeddb';
import { createUploadQueue, type NewUpload, type UploadQueue } from '$lib/sync/upload-queue';

const PROBLEM = 'urn:stoolside:problem:';
export const problem = (status: number, type: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ type: PROBLEM + type }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers }
  });

/** What befalls one request. */
export type Fault = 'none' | 'cut before' | 'half' | 'answer lost' | 'busy' | 'hotel' | 'signed out' | 'disk full';
export const FAULTS: Fault[] = ['cut before', 'half', 'answer lost', 'busy', 'hotel', 'signed out', 'disk full'];

interface Stored {
  bytes: Uint8Array;
  length: number;
  complete: boolean;
}

/** The server's end: what it has of each file, and what goes wrong on the way. */
export function server() {
  const files = new Map<string, Stored>();
  const at = {
    files,
    faults: [] as Fault[],
    /** Answers that are given in the place of taking anything. */
    refuse: null as ((id: string) => Response | null) | null,
    asked: [] as string[],
    completed: [] as string[],
    async fetch(input: unknown, init: RequestInit = {}): Promise<Response> {
      const url = new URL(String(input), 'https://stool.example');
      const id = url.pathname.split('/').at(-1)!;
      at.asked.push(`${init.method} ${id}`);
      const fault = at.faults.shift() ?? 'none';
      if (fault === 'cut before') throw new TypeError('Failed to fetch');
      if (fault === 'busy') return problem(503, 'server:busy', { 'retry-after': '1' });
      if (fault === 'hotel') return new Response('<h1>Please pay</h1>', { status: 403 });
      if (fault === 'signed out') return problem(401, 'sign-in:required');
      if (fault === 'disk full') return problem(507, 'disk:full', { 'retry-after': '600' });
      const stands = files.get(id);
      const state = (one: Stored) => ({
        'upload-offset': String(one.bytes.length),
        'upload-complete': one.complete ? '?1' : '?0'
      });
      if (init.method === 'HEAD')
        return stands ? new Response(null, { headers: state(stands) }) : new Response(null, { status: 404 });
      const refusal = at.refuse?.(id);
      if (refusal) return refusal;
      // How long it is was said with its first piece, and stands.
      const file = stands ?? {
        bytes: new Uint8Array(),
        length: Number(url.searchParams.get('length')),
        complete: false
      };
      files.set(id, file);
      if (file.complete) return Response.json({}, { headers: state(file) });
      const offset = Number(new Headers(init.headers).get('upload-offset'));
      if (offset !== file.bytes.length) return problem(409, 'upload:offset', state(file));
      const body = new Uint8Array(init.body as ArrayBuffer).subarray(0, file.length - offset);
      file.bytes = Buffer.concat([file.bytes, body.subarray(0, fault === 'half' ? body.length >> 1 : undefined)]);
      if (fault === 'half') throw new TypeError('network changed');
      if (file.bytes.length === file.length) {
        file.complete = true;
        at.completed.push(id);
      }
      if (fault === 'answer lost') throw new TypeError('network changed');
      return Response.json({}, { headers: state(file) });
    }
  };
  return at;
}

/** A tablet: its disk outlives its pages. */
export function tablet(to: ReturnType<typeof server>, factory: IDBFactory | null = new IDBFactory()) {
  let pages: UploadQueue[] = [];
  let clock = Date.parse('2026-11-23T10:00:00Z');
  return {
    pass: (ms: number) => void (clock += ms),
    page(fetch: typeof globalThis.fetch = to.fetch): UploadQueue {
      const queue = createUploadQueue({
        indexedDB: factory ?? undefined,
        fetch,
        now: () => new Date(clock),
        random: () => 0.5,
        // Node's own would reach the tests beside this one.
        locks: null,
        channel: null,
        // Time passes only when a test says so; `retry` stands for the timer.
        timer: () => () => {}
      });
      pages.push(queue);
      return queue;
    },
    /** The page dies: nothing of it is finished. */
    kill() {
      pages.forEach((page) => page.stop());
      pages = [];
    }
  };
}

export function bytesOf(seed: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let n = 0; n < length; n++) bytes[n] = seed * 31 + n * 7;
  return bytes;
}
export const one = (n: number, length = 1000, over: Partial<NewUpload> = {}): NewUpload => ({
  id: `file-${n}`,
  meetingId: 'meeting',
  accountId: 'wang',
  kind: 'photo' as const,
  takenAt: `2026-11-23T10:00:${String(n).padStart(2, '0')}Z`,
  blob: new Blob([bytesOf(n, length)], { type: 'image/jpeg' }),
  ...over
});
export const turn = () => new Promise((resolve) => setImmediate(resolve));
export async function until(holds: () => boolean): Promise<void> {
  for (let turns = 0; !holds(); turns++) {
    if (turns > 5000) throw new Error('it never came to hold');
    await turn();
  }
}
/** The list, once the queue has asked nothing more for a while. */
export async function settled(queue: UploadQueue, to: ReturnType<typeof server>) {
  let before = -1;
  for (let still = 0; still < 25;) {
    await turn();
    still = to.asked.length === before ? still + 1 : 0;
    before = to.asked.length;
  }
  return queue.list();
}
