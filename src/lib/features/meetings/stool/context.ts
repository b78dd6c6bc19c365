import { createContext } from 'svelte';
import type { createStool } from './controller.svelte';

/** A place in the shared document that somebody is writing; `new` is what stands in a composer. */
export interface Place {
  collection: 'entries' | 'issues' | 'disputes';
  id: string;
  field: string;
}

export interface Party {
  id: string;
  kind: 'person' | 'organisation';
  name: string;
  /** Role or line of work. */
  title: string;
  pinyin: string;
  initials: string;
}

export type Stool = ReturnType<typeof createStool>;

export const [useStool, provideStool] = createContext<Stool>();
