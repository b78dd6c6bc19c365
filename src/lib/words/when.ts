import { getContext, setContext } from 'svelte';
import { daysBetween } from '../domain/meetings/days';
import { dayOf, leafOf, sayDay, sayMoment, sayTime } from './dates';
import { useLocale } from './use';

const KEY = Symbol('when');

interface Setting {
  /** IANA, the community's. */
  timeZone: string;
  /** The server's clock, now. */
  now: () => number;
}

/**
 * Called once by the root layout with the community's time zone and the server's clock at render. The browser only
 * counts on from there: neither its zone nor a tablet's wrong clock changes what is shown.
 */
export function setWhen(timeZone: string, serverNow: string): void {
  const ahead = Date.parse(serverNow) - Date.now();
  setContext<Setting>(KEY, { timeZone, now: () => Date.now() + ahead });
}

/** Days and times as people say them, in the page's language and the community's time zone. */
export function useWhen() {
  const locale = useLocale();
  const { timeZone, now } = getContext<Setting | undefined>(KEY) ?? { timeZone: 'Asia/Shanghai', now: Date.now };
  const today = () => dayOf(new Date(now()), timeZone);
  return {
    timeZone,
    /** The server's clock, in milliseconds. */
    now,
    today,
    /** `12月1日 周二` for YYYY-MM-DD. */
    day: (day: string) => sayDay(day, locale, today()),
    /** `12月1日 周二` for a moment. */
    dayOf: (moment: string) => sayDay(dayOf(moment, timeZone), locale, today()),
    /** YYYY-MM-DD of a moment. */
    date: (moment: string) => dayOf(moment, timeZone),
    /** `18:30` */
    time: (moment: string) => sayTime(moment, timeZone),
    /** `12月1日 周二 18:30` */
    moment: (moment: string) => sayMoment(moment, locale, timeZone, new Date(now())),
    /** A leaf of a tear-off calendar for a moment. */
    leaf: (moment: string) => leafOf(dayOf(moment, timeZone), locale),
    /** Days from today to YYYY-MM-DD; negative once it has passed. */
    daysTo: (day: string) => daysBetween(today(), day)
  };
}
