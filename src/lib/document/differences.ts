import * as Y from 'yjs';
import { readString } from './access';
import { ROOTS, type Root } from './keys';
import { isRemoved, wordsOf } from './reading';

/** What another state of a meeting's document says otherwise than this one. */
export interface Difference {
  root: Root;
  /** The record's id; for `meta` the key. */
  id: string;
  kind: 'new' | 'gone' | 'changed';
  /** The record's words, to know it by. */
  words: string;
  /** What of it is another; for `changed` only. */
  fields: { key: string; now: string; then: string }[];
}

const LONGEST = 2_000;

/** Compares two states of a document record by record, whatever shape they have; unknown keys are compared as text. */
export function differences(now: Y.Doc, then: Y.Doc): Difference[] {
  return ROOTS.flatMap((root) => {
    const [one, other] = [recordsOf(now, root), recordsOf(then, root)];
    return [...new Set([...one.keys(), ...other.keys()])].flatMap((id): Difference[] => {
      const [before, after] = [one.get(id), other.get(id)];
      if (!before) return after ? [{ root, id, kind: 'new', words: after.words, fields: [] }] : [];
      if (!after) return [{ root, id, kind: 'gone', words: before.words, fields: [] }];
      const fields = changed(before.fields, after.fields);
      return fields.length ? [{ root, id, kind: 'changed', words: before.words, fields }] : [];
    });
  });
}

interface Stated {
  words: string;
  fields: Map<string, string>;
}

/** The records that stand: one that is marked as removed is as gone as one whose key is. */
function recordsOf(doc: Y.Doc, root: Root): Map<string, Stated> {
  const records = new Map<string, Stated>();
  doc.getMap<unknown>(root).forEach((value, id) => {
    if (!(value instanceof Y.Map))
      return void records.set(id, { words: shown(value), fields: new Map([[id, shown(value)]]) });
    if (isRemoved(value) || value.get('removed') === true) return;
    const fields = new Map([...value.entries()].map(([key, field]) => [key, shown(field)]));
    const words = wordsOf(value)
      .split('\n')
      .filter((line) => line.trim())
      .join(' · ');
    records.set(id, {
      words: cut(words || readString(value.get('name')) || readString(value.get('question'))),
      fields
    });
  });
  return records;
}

function changed(before: Map<string, string>, after: Map<string, string>) {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [now, then] = [before.get(key) ?? '', after.get(key) ?? ''];
    return now === then ? [] : [{ key, now, then }];
  });
}

function shown(value: unknown): string {
  if (typeof value === 'string' || value instanceof Y.Text) return cut(readString(value));
  const plain: unknown = value instanceof Y.AbstractType ? value.toJSON() : value;
  return cut(plain === null || plain === undefined ? '' : (JSON.stringify(plain) ?? ''));
}

const cut = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text);
