import {
  addWorkingDays,
  dayKind,
  workingDaysBetween,
  workingDaysLate,
  type WorkCalendar
} from '../calendar/work-calendar';
import { isOverdue } from './overdue';
import type { LedgerSettings } from './ledger-settings';
import { deadlineOf, type Standing } from './item-state';
import { LIVE } from './state';

/** What somebody is reminded of. */
export const CHASE_KINDS = [
  'due-soon',
  'overdue',
  'escalated',
  'not-accepted',
  'part-due',
  'review-due',
  'ask-waits'
] as const;
export type ChaseKind = (typeof CHASE_KINDS)[number];

/** Who is reminded: whoever has promised it or a part of it, the office, the secretary. */
export type ChaseTo = { partyId: string } | 'office' | 'secretary';

export interface Chase {
  kind: ChaseKind;
  to: ChaseTo;
  /** YYYY-MM-DD: the day it is measured by */
  day: string;
  /** Working days past that day; left to it where it is still to come */
  days: number;
  /** The same occasion is told once, however often the morning is gone through. */
  occasion: string;
}

/** What is looked at of an item. */
export type Chasable = Pick<
  Standing,
  'state' | 'ownerId' | 'dueOn' | 'limitOn' | 'acceptBy' | 'reviewOn' | 'level' | 'parts' | 'asked'
> & {
  /** YYYY-MM-DD: since when it waits for an answer to what was asked; null where nothing was */
  askedOn: string | null;
};

export interface Morning {
  rules: LedgerSettings;
  calendar: WorkCalendar;
  /** YYYY-MM-DD */
  today: string;
}

/** What is not mended is said again after so many working days. */
export const AGAIN_AFTER = 5;
/** The office has so many working days to answer what was asked. */
const ANSWER_WITHIN = 1;
/** Nobody is chased twice within these hours without a word why. */
export const CHASE_AGAIN_HOURS = 4;

/**
 * What is due to be said about an item this morning, and how far up it belongs; nothing on a day off (rules K1 to K5, K14).
 * What was said before is among it: `occasion` tells.
 */
export function chasesDue(item: Chasable, morning: Morning): { chases: Chase[]; level: number } {
  const { calendar, today } = morning;
  if (!LIVE.includes(item.state) || !dayKind(calendar, today).working) return { chases: [], level: item.level };
  const late = isOverdue(item, today);
  const clock = late ? overdue(item, morning) : [...soon(item, morning), ...notAccepted(item, morning)];
  return {
    chases: [...clock, ...parts(item, morning), ...review(item, morning), ...waits(item, morning)],
    level: late ? Math.max(item.level, rungOf(daysLate(item, morning), morning.rules)) : item.level
  };
}

/** How far up an item belongs that is so many working days late (rule K2). */
export function rungOf(days: number, { ladder }: LedgerSettings): number {
  return ladder.filter((step) => days >= step).length;
}

/** Whom a chase of this item reaches now: whoever owes something, the office where nobody does. */
export function chasedNow({ state, ownerId, parts }: Pick<Standing, 'state' | 'ownerId' | 'parts'>): ChaseTo[] {
  const owner = ownerId !== null && state !== 'open' ? [ownerId] : [];
  const partners = Object.keys(parts).filter((id) => ['asked', 'accepted'].includes(parts[id]!.state));
  const all: ChaseTo[] = [...new Set([...owner, ...partners])].map((partyId) => ({ partyId }));
  return all.length ? all : ['office'];
}

/** Whether it was chased so short a time ago that another chase must say why (rule K6). */
export function justChased({ chasedAt }: Pick<Standing, 'chasedAt'>, reason: string | undefined, now: string): boolean {
  if (!chasedAt || reason?.trim()) return false;
  return Date.parse(now) - Date.parse(chasedAt) < CHASE_AGAIN_HOURS * 3600_000;
}

/** Nobody works on it: never dispatched, given back, opened again. What nobody owns is the office's (rule K3). */
function ownerOf({ state, ownerId }: Chasable): ChaseTo {
  return ownerId !== null && state !== 'open' ? { partyId: ownerId } : 'office';
}

function daysLate(item: Chasable, { calendar, today }: Morning): number {
  return workingDaysLate(calendar, deadlineOf(item)!, today).days;
}

function soon(item: Chasable, { rules, calendar, today }: Morning): Chase[] {
  const day = deadlineOf(item);
  if (day === null || item.state === 'held') return [];
  const { days } = workingDaysBetween(calendar, today, day);
  if (day < today || days > rules.remindBefore) return [];
  return [{ kind: 'due-soon', to: ownerOf(item), day, days, occasion: `soon ${day}` }];
}

function overdue(item: Chasable, morning: Morning): Chase[] {
  const day = deadlineOf(item)!;
  const days = daysLate(item, morning);
  const rung = rungOf(days, morning.rules);
  const to = ownerOf(item);
  const about = { day, days };
  const up: Chase[] = [];
  // What nobody owns the office hears of already.
  if (rung >= 1 && to !== 'office') up.push({ kind: 'escalated', to: 'office', ...about, occasion: `up ${day} 1` });
  if (rung >= 2) up.push({ kind: 'escalated', to: 'secretary', ...about, occasion: `up ${day} 2` });
  return [{ kind: 'overdue', to, ...about, occasion: `late ${day} ${times(days)}` }, ...up];
}

function notAccepted({ state, acceptBy, ownerId }: Chasable, { calendar, today }: Morning): Chase[] {
  if (state !== 'dispatched' || acceptBy === null || acceptBy >= today) return [];
  const { days } = workingDaysLate(calendar, acceptBy, today);
  const all: ChaseTo[] = ownerId === null ? ['office'] : [{ partyId: ownerId }, 'office'];
  const occasion = `accept ${acceptBy} ${times(days)}`;
  return all.map((to) => ({ kind: 'not-accepted', to, day: acceptBy, days, occasion }));
}

/** A part without a day of its own is due with the whole. On hold everybody’s clock stands still. */
function parts(item: Chasable, { rules, calendar, today }: Morning): Chase[] {
  if (item.state === 'held') return [];
  return Object.entries(item.parts).flatMap(([partyId, { state, dueOn }]): Chase[] => {
    const day = dueOn ?? deadlineOf(item);
    if (day === null || day >= today || !['asked', 'accepted', 'returned'].includes(state)) return [];
    const { days } = workingDaysLate(calendar, day, today);
    const chase = (to: ChaseTo): Chase => ({
      kind: 'part-due',
      to,
      day,
      days,
      occasion: `part ${partyId} ${day} ${times(days)}`
    });
    // A part that was given back is nobody's.
    if (state === 'returned') return [chase('office')];
    return days >= rules.ladder[0] ? [chase({ partyId }), chase('office')] : [chase({ partyId })];
  });
}

function review({ state, reviewOn }: Chasable, { calendar, today }: Morning): Chase[] {
  if (state !== 'held' || reviewOn === null || reviewOn > today) return [];
  const { days } = workingDaysLate(calendar, reviewOn, today);
  return [{ kind: 'review-due', to: 'office', day: reviewOn, days, occasion: `review ${reviewOn} ${times(days + 1)}` }];
}

function waits({ asked, askedOn }: Chasable, { calendar, today }: Morning): Chase[] {
  if (!asked || askedOn === null) return [];
  const days = workingDaysBetween(calendar, askedOn, today).days - ANSWER_WITHIN;
  if (days <= 0) return [];
  return [{ kind: 'ask-waits', to: 'office', day: askedOn, days, occasion: `ask ${askedOn} ${times(days)}` }];
}

/** Which time it is said: the first day, and again after every five. */
function times(days: number): number {
  return Math.floor((Math.max(days, 1) - 1) / AGAIN_AFTER);
}

/** The first day whose deadlines are too far off to be reminded of this morning; a query needs to look no further. */
export function tooFarOff({ rules, calendar, today }: Morning): string {
  return addWorkingDays(calendar, today, rules.remindBefore + 1).day;
}

/** From when on a working morning the server chases. */
export const CHASES_AT = '08:30';

/** Whether this morning's chasing is due: a working day, and 08:30 has come. @param time HH:MM, both in the community's zone */
export function morningHasCome(calendar: WorkCalendar, today: string, time: string): boolean {
  return time >= CHASES_AT && dayKind(calendar, today).working;
}
