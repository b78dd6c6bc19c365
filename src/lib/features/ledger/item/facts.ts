import type { itemActs } from '$lib/words/item-acts';
import type { EventView } from '$lib/domain/ledger/view';

type Words = (typeof itemActs)['en'];

/** What an act changed, in a few short sentences. @param day says a day, @param field names a field */
export function factsOf(
  event: EventView,
  t: Words,
  day: (day: string) => string,
  field: (name: string) => string
): string[] {
  const { act, owner, part, dueOn, limitOn, reviewOn, ask, rating, level, other } = event;
  const facts: string[] = [];
  if (owner) facts.push(t['fact/owner'](owner));
  if (part) facts.push(part);
  if (dueOn) facts.push(t['fact/due'](day(dueOn)));
  if (limitOn) facts.push(t['fact/limit'](day(limitOn)));
  if (reviewOn) facts.push(t['fact/review'](day(reviewOn)));
  if (ask) facts.push(t.askedFor(ask.what, day(ask.day)));
  for (const { name, task, dueOn: by } of event.partners) facts.push(t['fact/partner'](name, task, by ? day(by) : ''));
  if (rating) facts.push(t['fact/rating'](rating.speed, rating.effect, rating.attitude));
  if (event.how) facts.push(t[`how/${event.how}` as 'how/call']);
  if (act === 'escalate') facts.push(t['fact/level'](level ?? 1));
  if (other.number || (act === 'split' && other.title)) facts.push(t['fact/other'](other.number, other.title));
  for (const { field: name, from, to } of event.changed) facts.push(t['fact/changed'](field(name), from, to));
  return facts;
}
