import { morningHasCome } from '$lib/domain/ledger/chasing';
import { dayIn } from '$lib/domain/meetings/days';
import { sayTime } from '$lib/words/dates';
import { calendarOf } from '../calendar';
import { community } from '../community/tables';
import type { Ground } from '../ground';
import { every } from '../schedule';
import { chaseDaily, morningDone } from './chase-daily';
import type { Hearing } from './hearing';
import { recalculateDeadlines } from './recalculate-deadlines';
import type { Tell } from './tell';

const EVERY_MS = 60_000;

type Deps = Pick<Ground, 'store' | 'now' | 'log'> & Hearing;

/** Chases for each community whose working morning has come and has not been gone through; one that fails keeps none from its own. */
export async function chaseStep(s: Deps, tell: Tell): Promise<void> {
  const now = s.now();
  const { id, timeZone } = community;
  for (const of of await s.store.q.select({ id, timeZone }).from(community).all()) {
    try {
      const day = dayIn(now, of.timeZone);
      if (await morningDone(s.store.q, of.id, day)) continue;
      if (!morningHasCome(await calendarOf(s.store.q, of.id), day, sayTime(now, of.timeZone))) continue;
      // What a year's holidays moved is counted first, also where the process died after they were brought in.
      await recalculateDeadlines(s, of.id);
      const morning = await chaseDaily(s, of.id, tell);
      if (morning) s.log.info({ community: of.id, ...morning }, 'reminder run finished');
    } catch (error) {
      s.log.error({ err: error, community: of.id }, 'reminder run failed for community');
    }
  }
}

/** Looks every minute whether somewhere the morning has come; returns what stops it. */
export function startChasing(s: Deps, tell: Tell): () => Promise<void> {
  return every(s, 'reminder', EVERY_MS, () => chaseStep(s, tell)).stop;
}
