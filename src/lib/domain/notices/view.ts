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

/** One delivery over a channel, as its log shows it. */
export interface ChannelLogLine {
  id: string;
  kind: string;
  /** Of the item it is about; empty where it is about none. */
  number: string;
  state: string;
  tries: number;
  trouble: string | null;
  code: number | null;
  madeAt: string;
  nextAt: string;
  endedAt: string | null;
}

/** What came of a test: sent, or why not. `waiting`: it was not sent yet, and will be tried again. */
export interface TestedView {
  state: 'sent' | 'waiting' | 'dead';
  trouble: Trouble | null;
  code: number | null;
}
