import { createContext } from 'svelte';

type Kit = typeof import('./forms-kit');

/** Before anybody taps a line, and so that it is there when the network is not; never in the way of the first word. */
const AFTER_THE_FIRST_WORD_MS = 1_000;

/** The forms of lines and issues: fetched after the writing stands, or when the first is opened. Registers effects. */
export function createForms(connected: () => boolean) {
  let kit = $state.raw<Kit | null>(null);
  let failed = $state(false);
  let loading: Promise<void> | null = null;

  function load(): Promise<void> {
    return (loading ??= import('./forms-kit').then(
      (found) => {
        kit = found;
        failed = false;
      },
      () => {
        loading = null;
        failed = true;
      }
    ));
  }
  $effect(() => {
    if (kit || !connected()) return;
    const timer = setTimeout(load, AFTER_THE_FIRST_WORD_MS);
    return () => clearTimeout(timer);
  });

  return {
    load,
    get kit() {
      return kit;
    },
    /** They could not be fetched: no network, and this tablet has not been here before. */
    get failed() {
      return failed;
    }
  };
}

export const [useForms, provideForms] = createContext<ReturnType<typeof createForms>>();
