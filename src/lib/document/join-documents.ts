import { generateNKeysBetween } from 'fractional-indexing';
import * as Y from 'yjs';
import { byKey, readString } from './access';
import { ROOTS } from './keys';
import { readIssues } from './reading';

/**
 * Takes everything of one meeting's document into another's: two tablets had each begun the same meeting without a network.
 * A record keeps its id, so that doing it again, or after a late tablet has written on in the old one, adds only what is new;
 * words that a record has gained are added to it, and nothing is taken out. Agenda and head stay those of `into`.
 */
export function joinDocuments(from: Y.Doc, into: Y.Doc): void {
  into.transact(() => {
    const last = readIssues(into).at(-1)?.order;
    const fresh: string[] = [];
    for (const root of ROOTS) {
      if (root === 'meta' || root === 'agenda') continue;
      const target = into.getMap<unknown>(root);
      from.getMap<unknown>(root).forEach((value, id) => {
        const existing = target.get(id);
        if (existing === undefined) {
          target.set(id, value instanceof Y.AbstractType ? value.clone() : value);
          if (root === 'issues') fresh.push(id);
        } else if (value instanceof Y.Map && existing instanceof Y.Map)
          addWords(value as Y.Map<unknown>, existing as Y.Map<unknown>);
      });
    }
    afterTheOthers(from, into, fresh, last);
  });
}

function addWords(from: Y.Map<unknown>, into: Y.Map<unknown>): void {
  from.forEach((value, key) => {
    const existing = into.get(key);
    if (!(value instanceof Y.Text) || !(existing instanceof Y.Text)) return;
    const [said, stands] = [value.toString(), existing.toString()];
    if (stands.includes(said)) return;
    existing.insert(existing.length, said.startsWith(stands) ? said.slice(stands.length) : `\n${said}`);
  });
}

/** The issues that came follow those that stood, in the order they had among themselves. */
function afterTheOthers(from: Y.Doc, into: Y.Doc, fresh: readonly string[], last: string | undefined): void {
  const issues = into.getMap<unknown>('issues');
  const orderOf = (id: string) => {
    const record = from.getMap<unknown>('issues').get(id);
    return record instanceof Y.Map ? readString(record.get('order')) : '';
  };
  const sorted = fresh.map((id) => ({ id, order: orderOf(id) })).sort(byKey((one) => one.order));
  const keys = keysAfter(last, sorted.length);
  sorted.forEach(({ id }, n) => {
    const record = issues.get(id);
    if (record instanceof Y.Map && keys[n] !== undefined) record.set('order', keys[n]);
  });
}

function keysAfter(last: string | undefined, count: number): string[] {
  try {
    return generateNKeysBetween(last || null, null, count);
  } catch {
    // A key that no tablet of ours wrote: they keep the keys they had.
    return [];
  }
}
