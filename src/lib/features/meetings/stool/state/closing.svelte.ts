import type { DeviceStore } from '../composer/draft';
import type { CloseAnswer, Closed } from './post-close';

interface Options {
  meetingId: string;
  store: DeviceStore;
  /** Whether all that was written here is on the server, and the server can be reached. */
  settled: () => boolean;
  /** Posts the close: what it gave, or why not. */
  post: () => Promise<CloseAnswer>;
}

/**
 * Closing the meeting. The wish is kept on the device: with no network, or with words still on their way, it waits and
 * is done when the network is back, also after the page was closed and opened again. Closing twice changes nothing.
 */
export function createClosing({ meetingId, store, settled, post }: Options) {
  const key = `stool/${meetingId}/close`;
  let state = $state<'idle' | 'waiting' | 'closing' | 'failed'>(remembered() ? 'waiting' : 'idle');
  let why = $state('');
  let closed = $state<Closed | null>(null);

  function remembered(): boolean {
    try {
      return store.getItem(key) !== null;
    } catch {
      return false;
    }
  }
  function remember(wish: boolean) {
    try {
      if (wish) store.setItem(key, 'yes');
      else store.removeItem(key);
    } catch {
      // A full device: the wish then lives as long as the page.
    }
  }

  async function attempt(): Promise<void> {
    if (state !== 'waiting' || !settled()) return;
    state = 'closing';
    const answer = await post();
    if (answer === 'unreachable') {
      state = 'waiting';
    } else if ('refused' in answer) {
      remember(false);
      why = answer.refused;
      state = 'failed';
    } else {
      remember(false);
      closed = answer.closed;
      state = 'idle';
    }
  }

  return {
    get state() {
      return state;
    },
    get why() {
      return why;
    },
    get closed() {
      return closed;
    },
    ask() {
      remember(true);
      state = 'waiting';
      void attempt();
    },
    /** Called whenever the connection or what waits has changed. */
    attempt: () => void attempt(),
    cancel() {
      remember(false);
      state = 'idle';
    }
  };
}

export type Closing = ReturnType<typeof createClosing>;
