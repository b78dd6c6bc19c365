import type { Present } from '$lib/domain/meetings/view';

/** How often it is called again while it is looked at. */
const AGAIN_MS = 10_000;

/** The check of the tablets, as the server has it; called again while somebody looks and the server can be reached. */
export function createTabletCheck(meetingId: string, connected: () => boolean) {
  let present = $state.raw<readonly Present[] | null>(null);
  let calling = $state(false);
  let failed = $state(false);

  async function call(): Promise<void> {
    if (calling) return;
    calling = true;
    try {
      const answer = await fetch(`/meetings/${meetingId}/tablet-check`, { headers: { accept: 'application/json' } });
      if (!answer.ok) throw new Error(String(answer.status));
      present = (await answer.json()) as Present[];
      failed = false;
    } catch {
      failed = true;
    } finally {
      calling = false;
    }
  }

  $effect(() => {
    if (!connected()) return;
    void call();
    const timer = setInterval(() => void call(), AGAIN_MS);
    return () => clearInterval(timer);
  });

  return {
    call,
    get calling() {
      return calling;
    },
    /** Null: not called yet. */
    get present() {
      return present;
    },
    /** The server could not be asked; what is shown may be old. */
    get unreachable() {
      return failed || !connected();
    },
    get backlog() {
      return (present ?? []).filter(({ waiting, pictures }) => waiting !== 0 || pictures > 0);
    }
  };
}
