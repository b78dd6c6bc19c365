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
  for (const row of await s.store.q.select({ id, timeZone }).from(community).all()) {
    try {
      const day = dayIn(now, row.timeZone);
      if (await morningDone(s.store.q, row.id, day)) continue;
      if (!morningHasCome(await calendarOf(s.store.q, row.id), day, sayTime(now, row.timeZone))) continue;
      // What a year's holidays moved is counted first, also where the process died after they were brought in.
      await recalculateDeadlines(s, row.id);
      const morning = await chaseDaily(s, row.id, tell);
      if (morning) s.log.info({ community: row.id, ...morning }, 'reminder run finished');
    } catch (error) {
      s.log.error({ err: error, community: row.id }, 'reminder run failed for community');
    }
  }
}

/** Looks every minute whether somewhere the morning has come; returns what stops it. */
export function startChasing(s: Deps, tell: Tell): () => Promise<void> {
  return every(s, 'reminder', EVERY_MS, () => chaseStep(s, tell)).stop;
}
