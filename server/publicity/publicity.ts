import type { PageKind } from '$lib/domain/publicity/pages';
import { plainCode } from '$lib/domain/publicity/shown';
import type { Refusal } from '$lib/domain/refusal';
import { meetingByCode, reportedAt } from '../meetings';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { openChannel, type Channel, type Edition, type Listener } from './channel';
import { LIMITS, type Limits } from './stream-limits';
import { readNames } from './names';

/** Who watches which page. `ended` is called when the server stops. */
export interface Watcher {
  page: PageKind;
  deviceId: string;
  listener: Listener;
  ended: () => void;
}

export interface Watching {
  /** What stands now; the listener gets what comes after it. */
  edition: Edition;
  stop(): void;
}

/** What everybody may see of meetings, by code: no account, no document, no ids of people. */
export interface Publicity {
  /** The public view now, in the edition that a watcher would hold; null: no meeting has this code. */
  view(code: string): Promise<Edition | null>;
  /** Watches until `stop`; refused when a device or a meeting has too many; null: no meeting has this code. */
  watch(code: string, watcher: Watcher): Promise<Watching | Refusal | null>;
  stats(): { meetings: number; watchers: number; projections: number };
  /** Ends every watch; afterwards nobody can watch. */
  stop(): void;
}

interface Open {
  channel: Promise<Channel>;
  watchers: Map<Watcher, () => void>;
  linger: NodeJS.Timeout | null;
}

/** Makes the public side of the meetings. Costs nothing until somebody looks. */
export function createPublicity(s: Ground & { hub: Hub }, changed: Partial<Limits> = {}): Publicity {
  const limits = { ...LIMITS, ...changed };
  const opened = new Map<string, Open>();
  const devices = new Map<string, number>();
  let watchers = 0;
  let projections = 0;
  let stopped = false;
  const busy: Refusal = { refused: 'server/busy', with: { seconds: limits.retrySeconds } };

  function close(meetingId: string, open: Open): void {
    if (open.linger) clearTimeout(open.linger);
    if (opened.get(meetingId) === open) opened.delete(meetingId);
    open.channel.then(
      (channel) => channel.close(),
      () => {}
    );
  }

  /** Keeps a meeting ready for a while after the last look; the longest unwatched goes first when there are many. */
  function letLinger(meetingId: string, open: Open): void {
    if (open.linger) clearTimeout(open.linger);
    open.linger = null;
    if (open.watchers.size || opened.get(meetingId) !== open) return;
    open.linger = setTimeout(() => close(meetingId, open), limits.lingerMs).unref();
    opened.delete(meetingId);
    opened.set(meetingId, open);
    const idle = [...opened].filter(([, one]) => !one.watchers.size);
    for (const [id, one] of idle.slice(0, Math.max(0, idle.length - limits.idleChannels))) close(id, one);
  }

  async function find(code: string): Promise<{ meetingId: string; open: Open; channel: Channel } | null> {
    const plain = plainCode(code);
    const row = plain.length === 6 ? await meetingByCode(s, plain) : null;
    if (!row) return null;
    let open = opened.get(row.id);
    if (!open) {
      if (stopped) return null;
      const stand = {
        hub: s.hub,
        log: s.log,
        limits,
        readNames: (communityId: string) => readNames(s, communityId),
        readReports: () => reportedAt(s, row),
        projected: () => void projections++
      };
      const fresh: Open = { channel: openChannel(stand, row), watchers: new Map(), linger: null };
      opened.set(row.id, fresh);
      fresh.channel.catch(() => close(row.id, fresh));
      open = fresh;
    }
    const channel = await open.channel;
    // While it opened, it may have been among too many that nobody watched.
    return opened.get(row.id) === open ? { meetingId: row.id, open, channel } : find(code);
  }

  return {
    async view(code) {
      const found = await find(code);
      if (!found) return null;
      letLinger(found.meetingId, found.open);
      return found.channel.latest();
    },

    async watch(code, watcher) {
      const found = await find(code);
      if (!found) return stopped ? busy : null;
      const { meetingId, open, channel } = found;
      const { page, deviceId } = watcher;
      const watching = [...open.watchers.keys()].filter((other) => other.page === page).length;
      const most = page === 'screen' ? limits.screensPerMeeting : limits.residentsPerMeeting;
      const mine = devices.get(deviceId) ?? 0;
      if (mine >= limits.perDevice) return { refused: 'watch/too-many', with: { seconds: limits.retrySeconds } };
      if (watching >= most || watchers >= limits.total) return busy;

      if (open.linger) clearTimeout(open.linger);
      open.linger = null;
      const unlisten = channel.listen(watcher.listener);
      devices.set(deviceId, mine + 1);
      watchers++;
      function stop(): void {
        if (!open.watchers.delete(watcher)) return;
        unlisten();
        watchers--;
        const left = (devices.get(deviceId) ?? 1) - 1;
        if (left > 0) devices.set(deviceId, left);
        else devices.delete(deviceId);
        letLinger(meetingId, open);
      }
      open.watchers.set(watcher, stop);
      return { edition: channel.latest(), stop };
    },

    stats: () => ({ meetings: opened.size, watchers, projections }),

    stop() {
      stopped = true;
      for (const [meetingId, open] of [...opened]) {
        for (const [watcher, leave] of [...open.watchers]) {
          leave();
          watcher.ended();
        }
        close(meetingId, open);
      }
    }
  };
}
