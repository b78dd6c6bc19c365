import * as Y from 'yjs';
import type { SameSpeech } from '../domain/meetings/same-speech';
import { pairKey } from '../domain/meetings/same-speech';
import { readIds, readString, recordIn, setMember } from './access';
import { standing, wordsOf } from './reading';
import type { EntryRecord } from './records';

// Two tablets that wrote down one speech. What becomes of the pair is one act of undo.

/** Whether somebody has said that these two are not the same. */
export function dismissedPairs(doc: Y.Doc): (a: string, b: string) => boolean {
  const dismissed = doc.getMap<unknown>('meta').get('notSame');
  const keys = new Set(readIds(dismissed));
  return (a, b) => keys.has(pairKey(a, b));
}

/** Says for everybody that these two lines are not one speech. */
export function notTheSame(doc: Y.Doc, a: string, b: string, origin: unknown): void {
  doc.transact(() => setMember(doc.getMap<unknown>('meta'), 'notSame', pairKey(a, b), true), origin);
}

/**
 * Makes one line of two: the fuller one stays, and what the other says beyond it is put behind it. Issue, pictures and marks of
 * the other go over. The other is marked and not deleted: words that somebody types in it meanwhile bring it back.
 */
export function mergeSpeech(doc: Y.Doc, { keep, other, adds }: SameSpeech<EntryRecord>, origin: unknown): void {
  const entries = doc.getMap<unknown>('entries');
  const [stays, goes] = [recordIn(entries, keep.id), recordIn(entries, other.id)];
  if (!standing(stays) || !standing(goes)) return;
  doc.transact(() => {
    const words = readString(goes.get('text')).trim();
    const text = stays.get('text');
    if (adds && text instanceof Y.Text && !text.toString().includes(words)) text.insert(text.length, ` ${words}`);
    // One of them was written where the public does not listen: then both were said there.
    const withheld = readString(goes.get('withheld'));
    if (withheld && !readString(stays.get('withheld'))) stays.set('withheld', withheld);
    if (!readString(stays.get('speaker')).trim()) stays.set('speaker', readString(goes.get('speaker')));
    const issueId = readString(goes.get('issueId'));
    if (issueId) {
      if (!readString(stays.get('issueId'))) stays.set('issueId', issueId);
      const issue = recordIn(doc.getMap<unknown>('issues'), issueId);
      if (standing(issue)) setMember(issue, 'entryIds', keep.id, true);
    }
    for (const root of ['photos', 'marks'] as const)
      doc.getMap<unknown>(root).forEach((record) => {
        if (!(record instanceof Y.Map)) return;
        if (root === 'photos' && record.get('entryId') === other.id) record.set('entryId', keep.id);
        if (root === 'marks' && record.get('target') === `entries/${other.id}`)
          record.set('target', `entries/${keep.id}`);
      });
    goes.set('mergedInto', keep.id);
    goes.set('removed', wordsOf(goes));
  }, origin);
}
