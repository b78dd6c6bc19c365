import type { RequestEvent } from '@sveltejs/kit';
import { version } from '$app/environment';
import type { PageKind } from '$lib/domain/publicity/pages';
import { refused } from '$lib/domain/refusal';
import { problemResponse } from '$server/api';
import type { Edition } from '$server/publicity';
import { localeOf } from './live-page';
import { changeAsJson, versionIn } from './render-change';

const BEAT_MS = 10_000;
/** A reader that takes nothing for this long is let go; it comes back by itself and gets what it lacks. */
const STALLED_MS = 30_000;
const RETRY_MS = 2_000;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  // nginx would hold the stream back otherwise
  'x-accel-buffering': 'no'
};

/**
 * Server-sent events of a public page: `hello` (build), `change` (HTML of what changed, id `<run>.<version>`), `beat`
 * every ten seconds with the server's clock. Nothing is queued for a slow reader: when it can take more, it gets what it
 * lacks by then in one piece.
 */
export async function stream(event: RequestEvent<{ code: string }>, page: PageKind): Promise<Response> {
  const { services, deviceId } = event.locals;
  const locale = localeOf(event.url, event.locals.locale);
  const held = event.request.headers.get('last-event-id') ?? event.url.searchParams.get('since');
  const encoder = new TextEncoder();

  let sink: ReadableStreamDefaultController<Uint8Array> | null = null;
  let edition: Edition | null = null;
  let since: number | null = null;
  let stalledAt: number | null = null;
  let beat: NodeJS.Timeout | undefined;
  let leave = () => {};

  const send = (text: string) => sink?.enqueue(encoder.encode(text));

  function flush(): void {
    if (!sink || !edition) return;
    if ((sink.desiredSize ?? 0) <= 0) {
      stalledAt ??= performance.now();
      return;
    }
    const json = changeAsJson(page, edition, since, locale, services.now());
    // Before it is sent: a reader that waits pulls while the text is handed over.
    since = edition.version;
    if (json !== null) send(`id: ${edition.run}.${edition.version}\nevent: change\ndata: ${json}\n\n`);
  }

  function end(): void {
    clearInterval(beat);
    leave();
    const open = sink;
    sink = null;
    try {
      open?.close();
    } catch {
      // The reader had gone first.
    }
  }

  const watching = await services.publicity.watch(event.params.code, {
    page,
    deviceId,
    listener(next) {
      edition = next;
      flush();
    },
    ended: end
  });
  if (watching === null) return problemResponse({ refused: 'meeting/absent' }, locale, event.url.pathname);
  if (refused(watching)) return problemResponse(watching, locale, event.url.pathname);
  leave = watching.stop;
  edition ??= watching.edition;
  since = versionIn(edition, held);

  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        sink = controller;
        send(`retry: ${RETRY_MS}\nevent: hello\ndata: ${JSON.stringify({ build: version })}\n\n`);
        beat = setInterval(() => {
          if (stalledAt !== null && performance.now() - stalledAt > STALLED_MS) return end();
          if (stalledAt === null) send(`event: beat\ndata: ${services.now().getTime()}\n\n`);
        }, BEAT_MS);
        beat.unref();
      },
      pull() {
        stalledAt = null;
        flush();
      },
      cancel() {
        sink = null;
        end();
      }
    },
    { highWaterMark: 4 }
  );
  if (event.request.signal.aborted) end();
  return new Response(body, { headers: HEADERS });
}
