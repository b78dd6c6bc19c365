import type { IssueRecord } from '$lib/document/records';
import { readiness } from '$lib/domain/meetings/readiness';

interface Options {
  issues: () => readonly IssueRecord[];
  /** Shown on the shared screen while it is read. */
  show: (issueId: string | null) => void;
}

/** Walking through the issues one by one. What is read is fixed when it begins; an issue added meanwhile joins at the end. */
export function createReadback({ issues, show }: Options) {
  let active = $state(false);
  let at = $state(0);
  let first = $state.raw<readonly string[]>([]);
  const ids = $derived.by(() => {
    const begun = first.filter((id) => issues().some((issue) => issue.id === id));
    const joined = issues().filter((issue) => issue.outcome !== 'dropped' && !first.includes(issue.id));
    return [...begun, ...joined.map((issue) => issue.id)];
  });
  const counts = $derived(readiness(issues()));

  function go(n: number) {
    at = Math.max(0, Math.min(n, ids.length));
    show(ids[at] ?? null);
  }

  return {
    get active() {
      return active;
    },
    get at() {
      return Math.min(at, ids.length);
    },
    get ids() {
      return ids;
    },
    get counts() {
      return counts;
    },
    /** Begins at the first issue that those present have not confirmed. */
    start() {
      active = true;
      const all = issues().filter((issue) => issue.outcome !== 'dropped');
      first = all.map((issue) => issue.id);
      const open = all.findIndex((issue) => !issue.confirmedAt);
      go(open < 0 ? all.length : open);
    },
    stop() {
      active = false;
      show(null);
    },
    go,
    goTo(issueId: string) {
      go(ids.indexOf(issueId));
    }
  };
}

export type Readback = ReturnType<typeof createReadback>;
