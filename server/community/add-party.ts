import { pinyin } from 'pinyin-pro';
import type { Query } from '../db/store';
import { party } from './tables';

export interface NewParty {
  communityId: string;
  id: string;
  kind: 'person' | 'organisation';
  name: string;
  title?: string;
  gridId?: string | null;
}

/** How a name is found by keyboard: its full pinyin and its initials, lower case, without tones or spaces. */
export function spelling(name: string): { pinyin: string; initials: string } {
  const parts = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true, nonZh: 'consecutive' });
  const clean = parts.map((part) => part.toLowerCase().replace(/[^a-z0-9]/g, '')).filter(Boolean);
  return { pinyin: clean.join(''), initials: clean.map((part) => (/^\d/.test(part) ? part : part[0])).join('') };
}

/** Enrols somebody who can own a promise; inside the caller's transaction. */
export async function addParty(q: Query, input: NewParty): Promise<void> {
  await q
    .insert(party)
    .values({ title: '', gridId: null, ...input, ...spelling(input.name) })
    .run();
}
