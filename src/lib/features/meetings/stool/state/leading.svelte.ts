import type { Lead, Leading } from '../../lead/lead.svelte';

type Kit = typeof import('../../lead/kit');

/** Soon enough to be there when the network is not; never in the way of the first word. What is begun here starts with it. */
const AFTER_THE_FIRST_WORD_MS = 3_000;

/** Leading the meeting, the floor and the agenda's time: fetched after the writing stands, or when its button is tapped. */
export function createLeading(s: Leading & { connected: () => boolean; begun: () => boolean }) {
  let kit = $state.raw<(Pick<Kit, 'LeadButton' | 'Late' | 'Panel'> & { lead: Lead }) | null>(null);
  let end: (() => void) | null = null;
  let loading: Promise<void> | null = null;
  let gone = false;

  const load = () =>
    (loading ??= import('../../lead/kit').then(
      ({ createLead, LeadButton, Late, Panel }) => {
        if (gone) return;
        // Fetched late, outside of any component: its effects get a root that ends with the page.
        end = $effect.root(() => {
          kit = { LeadButton, Late, Panel, lead: createLead(s) };
        });
      },
      () => void (loading = null)
    ));
  const connected = $derived(s.connected());
  $effect(() => {
    if (kit || !connected) return;
    const timer = setTimeout(load, s.begun() ? 0 : AFTER_THE_FIRST_WORD_MS);
    return () => clearTimeout(timer);
  });
  $effect(() => () => {
    gone = true;
    end?.();
  });

  return {
    get kit() {
      return kit;
    },
    async open(tab: Lead['tab']) {
      await load();
      if (!kit) return;
      kit.lead.tab = tab;
      kit.lead.open = true;
    }
  };
}
