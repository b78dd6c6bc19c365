import type * as Y from 'yjs';
import { floorAt } from '../domain/meetings/speaking';
import { maskNumbers } from '../domain/privacy/mask-numbers';
import { readQueue } from './queue';
import { readAgenda, readEntries, readIssues, readMeta, readPeople } from './reading';
import type { AgendaRecord, EntryRecord, IssueRecord } from './records';

/** What residents and the shared screen see of a meeting. */
export interface PublicView {
  title: string;
  kind: string;
  venueId: string | null;
  startsAt: string;
  phase: string;
  spotlight: string | null;
  agendaAt: string | null;
  agenda: Omit<AgendaRecord, 'order'>[];
  entries: Omit<EntryRecord, 'by'>[];
  issues: Omit<IssueRecord, 'entryIds' | 'order'>[];
  present: number;
  /** Who has the floor, by the name in the queue; null when nobody has. */
  speakerNow: string | null;
}

/**
 * The only door from the shared document to the public: a plain object with just the fields that everybody may see, in
 * reading order. Phone and identity numbers that slipped into a sentence are masked.
 */
export function publicView(doc: Y.Doc, now: number = Date.now()): PublicView {
  const { title, kind, venueId, startsAt, phase, spotlight, agendaAt } = readMeta(doc);
  const say = maskNumbers;
  const speaker = floorAt(readQueue(doc), now).speaking?.asking.name;
  return {
    title: say(title),
    kind,
    venueId,
    startsAt,
    phase,
    spotlight,
    agendaAt,
    agenda: readAgenda(doc).map((line) => ({
      id: line.id,
      title: say(line.title),
      minutes: line.minutes,
      startedAt: line.startedAt,
      endedAt: line.endedAt,
      countedFrom: line.countedFrom,
      carried: line.carried
    })),
    entries: readEntries(doc).map((entry) => ({
      id: entry.id,
      at: entry.at,
      kind: entry.kind,
      speaker: say(entry.speaker),
      text: say(entry.text),
      issueId: entry.issueId
    })),
    issues: readIssues(doc).map((issue) => ({
      id: issue.id,
      title: say(issue.title),
      detail: say(issue.detail),
      category: issue.category,
      tier: issue.tier,
      outcome: issue.outcome,
      answer: say(issue.answer),
      ownerId: issue.ownerId,
      dueOn: issue.dueOn,
      venueId: issue.venueId,
      raisedBy: say(issue.raisedBy),
      supporters: issue.supporters,
      confirmedAt: issue.confirmedAt
    })),
    present: readPeople(doc).length,
    speakerNow: speaker ? say(speaker) : null
  };
}
