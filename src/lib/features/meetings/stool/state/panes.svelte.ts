import { tick } from 'svelte';
import type { Place } from '../stool';
import { createBell } from './bell';
import { createUnfolded } from './unfolded.svelte';

/** Which half of the view is in front on a narrow screen, what stands unfolded, and what is to be brought into view. */
export function createPanes() {
  let pane = $state<'diary' | 'issues'>('diary');
  const wanted = createBell<[collection: Place['collection'], id: string]>();
  return {
    openEntries: createUnfolded(),
    openIssues: createUnfolded(),
    get pane() {
      return pane;
    },
    set pane(next) {
      pane = next;
    },
    /** A line is to be brought into view. */
    onWanted: wanted.listen,
    async show(collection: Place['collection'], id: string) {
      pane = collection === 'entries' ? 'diary' : 'issues';
      await tick();
      wanted.ring(collection, id);
    }
  };
}

export type Panes = ReturnType<typeof createPanes>;
