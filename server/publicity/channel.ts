import { randomUUID } from 'node:crypto';
import type * as Y from 'yjs';
import { privateDocument, unnamedIn } from '$lib/document/attendance';
import { meetingDocument } from '$lib/document/keys';
import { publicView, type PublicView } from '$lib/document/public-view';
import { piecesOf, type PageKind } from '$lib/domain/publicity/pages';
import { maskerFor } from '$lib/domain/privacy/mask-public';
import { layOut, type Sheet } from '$lib/domain/publicity/sheet';
import type { Reported } from '$lib/domain/meetings/report-back';
import type { Shown } from '$lib/domain/publicity/shown';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import type { Limits } from './stream-limits';
import type { Names } from './names';
import { lacksName, shownOf, viewOfRow, type MeetingRow } from './shown';

/** A meeting's public view at one version; the same object for everybody who watches. */
export interface Edition {
  /** Differs with each run of the server's channel: versions of different runs cannot be compared. */
  run: string;
  version: number;
  shown: Shown;
  /** What the screen shows: the same, unless it was told to stand still. */
  onScreen: Shown;
  /** A page of it, laid out once. */
  sheet(page: PageKind): Sheet;
}

export type Listener = (edition: Edition) => void;

/** One meeting while somebody looks at it: one watch on its document, one projection a change. */
export interface Channel {
  latest(): Edition;
  /** Calls `listener` with each edition after the latest. */
  listen(listener: Listener): () => void;
  close(): void;
}

type Stand = Pick<Ground, 'log'> & { hub: Hub } & {
  limits: Limits;
  readNames: (communityId: string) => Promise<Names>;
  /** What earlier meetings promised there. */
  readReports: () => Promise<readonly Reported[]>;
  /** Counts projections, for the tests and the logs. */
  projected: () => void;
};

/** Opens a meeting for watching; resolves with its first edition ready. */
export async function openChannel(s: Stand, meeting: MeetingRow): Promise<Channel> {
  const run = randomUUID().slice(0, 8);
  const listeners = new Set<Listener>();
  const sheets = new Map<PageKind, Sheet>();
  let [names, reports] = await Promise.all([s.readNames(meeting.communityId), s.readReports()]);
  let namesAt = performance.now();
  let edition: Edition | null = null;
  let print = '';
  let source: Y.Doc | null = null;
  let timer: NodeJS.Timeout | null = null;
  let lastAt = -Infinity;
  let working = false;
  let dirty = false;
  let closed = false;
  /** Who is here and has not agreed to be named: heard of in the private half, so as to be said nowhere. */
  let say = maskerFor();

  function publish(shown: Shown): void {
    const now = JSON.stringify(shown);
    if (now === print) return;
    print = now;
    const version = (edition?.version ?? 0) + 1;
    // Only how it looks follows while it stands still, and the end of the meeting is the end of that too.
    const still = edition && shown.screen.frozen && shown.phase !== 'closed';
    const onScreen = still ? { ...edition!.onScreen, screen: shown.screen } : shown;
    const sheet = (page: PageKind): Sheet => {
      const laid = sheets.get(page);
      if (laid && laid.version >= version) return laid;
      const next = layOut(laid ?? null, piecesOf(page, page === 'screen' ? onScreen : shown), version);
      sheets.set(page, next);
      return next;
    };
    edition = { run, version, shown, onScreen, sheet };
    for (const listener of listeners) {
      try {
        listener(edition);
      } catch (error) {
        s.log.error({ err: error }, 'public view watcher failed');
      }
    }
  }

  /** A closed meeting stays closed, whatever a late tablet's document says. */
  function read(doc: Y.Doc): PublicView {
    s.projected();
    const view = publicView(doc, Date.now(), say);
    return meeting.phase === 'closed' ? { ...view, phase: 'closed' } : view;
  }

  async function work(): Promise<void> {
    if (working || !source || closed) return;
    working = true;
    dirty = false;
    lastAt = performance.now();
    try {
      const view = read(source);
      if (lacksName(view, names) || performance.now() - namesAt > s.limits.namesMs) {
        namesAt = performance.now();
        [names, reports] = await Promise.all([s.readNames(meeting.communityId), s.readReports()]);
      }
      if (!closed) publish(shownOf(meeting.code, view, names, reports));
    } catch (error) {
      s.log.error({ err: error }, 'public view failed');
    } finally {
      working = false;
      if (dirty) schedule();
    }
  }

  function schedule(): void {
    dirty = true;
    if (timer || working || closed) return;
    timer = setTimeout(
      () => {
        timer = null;
        // While a predecessor is missing, keys vanish: the next whole change will come by itself.
        if (source && !source.store.pendingStructs && !source.store.pendingDs) void work();
      },
      Math.max(0, lastAt + s.limits.intervalMs - performance.now())
    );
  }

  const unwatchNames = await s.hub.watch(privateDocument(meeting.id), (doc) => {
    say = maskerFor(unnamedIn(doc));
    if (edition) schedule();
  });
  let first: PublicView | null = null;
  const unwatch = await s.hub.watch(meetingDocument(meeting.id), (doc) => {
    source = doc;
    if (edition) schedule();
    else first = read(doc);
  });
  lastAt = performance.now();
  publish(shownOf(meeting.code, first ?? viewOfRow(meeting), names, reports));

  return {
    latest: () => edition!,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      if (timer) clearTimeout(timer);
      listeners.clear();
      unwatch?.();
      unwatchNames?.();
    }
  };
}
