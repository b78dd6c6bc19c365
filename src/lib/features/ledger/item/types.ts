import type { Picture } from '../../photos/picture';
import type { ItemLine, LateChangeView } from '../types';

export interface EventView {
  seq: number;
  /** ISO */
  at: string;
  actor: string;
  act: string;
  fromState: string | null;
  toState: string;
  reason: string;
}

/** One item with where it came from and what became of it. */
export interface ItemView extends ItemLine {
  detail: string;
  tier: string;
  answer: string;
  channel: string;
  raisedBy: string;
  supporters: number;
  createdAt: string;
  updatedAt: string;
  meeting: { id: string; title: string; startsAt: string } | null;
  quotes: readonly { id: string; at: string; kind: string; speaker: string; text: string }[];
  photos: readonly Picture[];
  /** Oldest first. */
  events: readonly EventView[];
  lateChanges: readonly LateChangeView[];
}
