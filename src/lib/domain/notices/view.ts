import type { Trouble } from './trouble';

/** A way out, as the pages of an administrator see it. */
export interface ChannelView {
  id: string;
  kind: string;
  /** The organisation it belongs to; null: the community's own. */
  party: string | null;
  scope: string;
  hears: string;
  name: string;
  shown: string;
  shutAt: string | null;
  shutBy: string | null;
  /** When something last went out. */
  sentAt: string | null;
  waiting: number;
  dead: number;
}

/** What came of a test: sent, or why not. `waiting`: it was not sent yet, and will be tried again. */
export interface TestedView {
  state: 'sent' | 'waiting' | 'dead';
  trouble: Trouble | null;
  code: number | null;
}
