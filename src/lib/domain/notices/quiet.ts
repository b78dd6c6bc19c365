import { momentOf, timeIn } from '../meetings/clock';
import { addDays, dayIn } from '../meetings/days';
import type { Urgency } from './kind';

/** The hours of the night in which nothing goes out, as HH:MM: from an evening to a morning. */
export interface QuietHours {
  from: string;
  to: string;
}

export const USUAL_QUIET: QuietHours = { from: '21:00', to: '08:00' };

/** What decides when something goes out through one channel. */
export interface SendingRules {
  /** IANA, the community's. */
  timeZone: string;
  quiet: QuietHours;
  isWorkingDay: (day: string) => boolean;
  /** Minutes after the end of the night: each channel has its own, so that not everything leaves on the stroke of eight. */
  offset: number;
}

/** So long something urgent waits for others to come. */
export const GATHER_MS = 3 * 60_000;
/** A calendar that calls every day free must not hold a letter back for ever. */
const FURTHEST_DAYS = 60;

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Whether these can be the hours of a night: an evening from 17:00 on, a morning up to 11:00; the day between has room for everybody. */
export function isNight({ from, to }: QuietHours): boolean {
  return TIME.test(from) && TIME.test(to) && from >= '17:00' && to <= '11:00';
}

/** Whether something of this urgency may go out at this moment (ms). */
export function mayGo(urgency: Urgency, at: number, rules: SendingRules): boolean {
  if (urgency === 'now') return true;
  const time = timeIn(new Date(at), rules.timeZone);
  if (time >= rules.quiet.from || time < rules.quiet.to) return false;
  return urgency === 'soon' || rules.isWorkingDay(dayIn(new Date(at), rules.timeZone));
}

/** The end of that day's night, and some minutes. */
function morningOf(day: string, { timeZone, quiet, offset }: SendingRules): number {
  return Date.parse(momentOf(day, quiet.to, timeZone)!) + offset * 60_000;
}

/** The first moment from `at` on at which something of this urgency may go out. */
export function firstAllowed(urgency: Urgency, at: number, rules: SendingRules): number {
  if (mayGo(urgency, at, rules)) return at;
  const today = dayIn(new Date(at), rules.timeZone);
  for (let days = 0; days <= FURTHEST_DAYS; days++) {
    const day = addDays(today, days);
    const morning = morningOf(day, rules);
    if (morning >= at && (urgency === 'soon' || rules.isWorkingDay(day))) return morning;
  }
  return morningOf(addDays(today, FURTHEST_DAYS), rules);
}

/** When something that happens at `at` goes out. */
export function sendAt(urgency: Urgency, at: number, rules: SendingRules): number {
  if (urgency === 'now') return at;
  if (urgency === 'soon') return firstAllowed('soon', at + GATHER_MS, rules);
  // Not this very minute, were it allowed: what came since yesterday has gone already.
  const today = dayIn(new Date(at), rules.timeZone);
  for (let days = 0; days <= FURTHEST_DAYS; days++) {
    const day = addDays(today, days);
    const morning = morningOf(day, rules);
    if (morning > at && rules.isWorkingDay(day)) return morning;
  }
  return morningOf(addDays(today, FURTHEST_DAYS), rules);
}

/** The minutes of one channel after the end of the night: 4 to 24, never the full or the half hour, where robots are refused most. */
export function offsetOf(channelId: string): number {
  let sum = 0;
  for (const letter of channelId) sum = (sum * 31 + letter.codePointAt(0)!) % 1_000_003;
  return 4 + (sum % 21);
}
