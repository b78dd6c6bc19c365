import type { z } from 'zod';
import type { State } from '$lib/domain/ledger/state';
import { meetingDocument } from '$lib/document/keys';
import type { ItemLine, ItemPage, ItemRow } from '../ledger';
import type { MeetingLine, MeetingRow, SaidOfItem } from '../meetings';
import type { actOutput, itemLine, itemOutput, meetingOutput } from './schemas';

/** A meeting as the API gives it. */
export function meetingView(row: MeetingRow | MeetingLine): z.input<typeof meetingOutput> {
  const { id, title, kind, venueId, startsAt, phase, code, epoch, closedAt } = row;
  return { id, title, kind, venueId, startsAt, phase, code, epoch, document: meetingDocument(id), closedAt };
}

/** A line of the ledger as the API gives it. */
export function itemView(line: ItemLine): z.input<typeof itemLine> {
  const { raisedBy: _, ...rest } = line;
  return rest;
}

/** An item as the API gives it, with what was said of it. */
export function itemPageView(page: ItemPage, { meeting, entries, photos }: SaidOfItem): z.input<typeof itemOutput> {
  const { events, absorbed, into: _, from: __, names: ___, ...line } = page;
  return {
    ...line,
    meeting: meeting && { id: meeting.id, title: meeting.title },
    entries,
    absorbed: absorbed.map(({ id, number, title }) => ({ id, number, title })),
    photos: photos.map(({ id, kind, takenAt, stored }) => ({ id, kind, takenAt, stored: stored !== null })),
    events: events.map(({ at, actorName, act, fromState, toState, reason }) => ({
      at,
      actorName,
      act,
      fromState,
      toState,
      reason
    }))
  };
}

/** Where an act has left an item. */
export function actView({
  id,
  number,
  state,
  version
}: Pick<ItemRow, 'id' | 'number' | 'version'> & { state: string }): z.input<typeof actOutput> {
  return { id, number, state: state as State, version };
}
