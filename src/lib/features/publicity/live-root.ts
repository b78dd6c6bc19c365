import { getContext, setContext } from 'svelte';
import type { PageKind } from '$lib/domain/publicity/pages';
import { publicity } from '$lib/words/publicity';
import { useWords } from '$lib/words/use';
import type { LivePage } from './live-page';
import { setSetting } from './setting';

const LIVE = Symbol('live page');
type Root = () => { page: PageKind; live: LivePage };

/**
 * Sets up a page that `static/live.js` keeps fresh: language and clock for everything below, and what its places show.
 * Returns the attributes of its root element, which that script reads; called while a component is set up.
 */
export function liveRoot(page: PageKind, live: () => LivePage): () => Record<string, string | number> {
  setSetting(live());
  setContext<Root>(LIVE, () => ({ page, live: live() }));
  const t = useWords(publicity);
  return () => {
    const { events, at, build, timeZone, now, reloadSeconds } = live();
    return {
      id: 'live',
      'data-page': page,
      'data-events': events,
      'data-at': at,
      'data-build': build,
      'data-zone': timeZone,
      'data-now': now,
      'data-stale': t.stale,
      'data-reload': reloadSeconds
    };
  };
}

/** Returns the live page around this component. */
export function useLive(): ReturnType<Root> {
  return getContext<Root>(LIVE)();
}
