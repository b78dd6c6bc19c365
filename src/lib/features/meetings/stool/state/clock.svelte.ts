import { dayOf } from '$lib/words/dates';
import { createDeadlines } from '../../writing/deadlines.svelte';
import type { StoolInput } from '../input';
import { serverClock } from './server-clock';

/** How often what depends on the clock is said anew. */
const CLOCK_MS = 20_000;

/** The server's clock, the community's day, and deadlines as they are counted by both. */
export function createClock(input: StoolInput) {
  const clock = serverClock(input.now);
  let now = $state(clock().toISOString());
  const today = $derived(dayOf(now, input.timeZone));
  $effect(() => {
    const timer = setInterval(() => (now = clock().toISOString()), CLOCK_MS);
    return () => clearInterval(timer);
  });
  return {
    clock,
    deadline: createDeadlines(() => today, input.calendar, input.locale),
    get now() {
      return now;
    },
    get today() {
      return today;
    }
  };
}
