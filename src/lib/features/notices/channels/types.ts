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
  sentAt: string | null;
  waiting: number;
  dead: number;
}

/** What came of a test. */
export interface TestedView {
  state: 'sent' | 'waiting' | 'dead';
  trouble: string | null;
  code: number | null;
}
