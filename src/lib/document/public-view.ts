import type * as Y from 'yjs';
import { presenceOf, type Presence } from '../domain/meetings/attendance';
import { quorumMet, resultOf } from '../domain/meetings/deciding';
import { floorAt } from '../domain/meetings/speaking';
import { readSpotlight } from '../domain/meetings/spotlight';
import { maskPublic } from '../domain/privacy/mask-public';
import type { ShownDispute, ShownDissent, ShownPoll, ScreenSettings } from '../domain/publicity/shown';
import { readArrivals } from './attendance';
import { isAgreedPublic, readDisputes, readIssuesKept, type DisputeRecord } from './disputes';
import { readMarks } from './marks';
import { readPublicPolls, type PollRecord } from './polls';
import { readQueue } from './queue';
import { mediationNow, readAgenda, readEntries, readMeta, readPhotos } from './reading';
import type { AgendaRecord, EntryRecord, IssueRecord } from './records';
import { readReports } from './reports';
import { phonesOpen } from './tray';
import { readScreen } from './screen';

interface Dissented {
  /** What those present said otherwise when it was read back. */
  dissents: ShownDissent[];
}

/** What residents and the shared screen see of a meeting. */
export interface PublicView {
  title: string;
  kind: string;
  venueId: string | null;
  startsAt: string;
  phase: string;
  spotlight: string | null;
  agendaAt: string | null;
  /** A mediation is not named. */
  agenda: Omit<AgendaRecord, 'order' | 'kind'>[];
  entries: (Omit<EntryRecord, 'by' | 'withheld' | 'sheet'> & Dissented)[];
  issues: (Omit<IssueRecord, 'entryIds' | 'order' | 'withheld'> & Dissented)[];
  present: number;
  /** Who is here, by building; names of those only who agreed. */
  people: Pick<Presence, 'groups' | 'names'>;
  /** The picture that the screen is to show; no other picture of a meeting is public. */
  photo: string | null;
  /** Who has the floor, by the name in the queue; null when nobody has. */
  speakerNow: string | null;
  /** Who waits for the floor, while the screen is to show it; a name that came from a phone is not shown before its turn: null. */
  waiting: (string | null)[];
  phonesOpen: boolean;
  polls: ShownPoll[];
  /** Disputes that were talked down, where both sides agreed that everybody may read it. */
  disputes: (Omit<ShownDispute, 'checker'> & { checkerId: string | null })[];
  /** What those present say of each promise that was reported back, by its id in the ledger. */
  verdicts: { id: string; verdict: string | null; done: number; notYet: number }[];
  screen: ScreenSettings;
}

/**
 * The only door from the shared document to the public: a plain object with just the fields that everybody may see, in
 * reading order. Numbers, doors and names that slipped into a sentence are masked.
 * @param say masks; with the names of those who have not agreed to be named, where they are known (`maskerFor`)
 */
export function publicView(doc: Y.Doc, now: number = Date.now(), say: Say = (text) => maskPublic(text)): PublicView {
  const { title, kind, venueId, startsAt, phase, spotlight, agendaAt } = readMeta(doc);
  const marks = readMarks(doc).filter(({ mark }) => mark === 'dissent');
  const dissentsOf = (target: string): ShownDissent[] =>
    marks.filter((mark) => mark.target === target).map(({ id, who, text }) => ({ id, who: say(who), text: say(text) }));
  const presence = presenceOf(readArrivals(doc));
  const floor = floorAt(readQueue(doc), now);
  // While neighbours' dispute is talked down, who speaks and who waits is part of it.
  const mediating = mediationNow(doc) !== null;
  const speaker = mediating ? undefined : floor.speaking?.asking.name;
  const issues = readIssuesKept(doc);
  const withheld = new Set(issues.filter((issue) => issue.withheld !== null).map(({ id }) => id));
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
      title: line.kind === 'mediation' ? '' : say(line.title),
      minutes: line.minutes,
      startedAt: line.startedAt,
      endedAt: line.endedAt,
      countedFrom: line.countedFrom,
      carried: line.carried
    })),
    entries: open(readEntries(doc)).map((entry) => ({
      id: entry.id,
      at: entry.at,
      kind: entry.kind,
      speaker: say(entry.speaker),
      text: say(entry.text),
      issueId: entry.issueId !== null && withheld.has(entry.issueId) ? null : entry.issueId,
      dissents: dissentsOf(`entries/${entry.id}`)
    })),
    issues: open(issues).map((issue) => ({
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
      confirmedAt: issue.confirmedAt,
      dissents: dissentsOf(`issues/${issue.id}`)
    })),
    present: presence.total,
    people: {
      groups: presence.groups.map(({ building, count }) => ({ building: say(building), count })),
      names: presence.names.map(say)
    },
    photo: photoOnScreen(doc, spotlight),
    speakerNow: speaker ? say(speaker) : null,
    waiting:
      spotlight === 'queue' && !mediating
        ? floor.waiting.map(({ asking }) => (asking.from === 'tablet' ? say(asking.name) : null))
        : [],
    phonesOpen: phonesOpen(doc),
    polls: readPublicPolls(doc).map((poll) => publicPoll(poll, say)),
    disputes: readDisputes(doc)
      .filter(isAgreedPublic)
      .map((dispute) => publicDispute(dispute, say)),
    verdicts: readReports(doc).map(({ id, verdict, done, notYet }) => ({ id, verdict, done, notYet })),
    screen: readScreen(doc)
  };
}

const open = <T extends { withheld: string | null }>(records: T[]) =>
  records.filter((record) => record.withheld === null);

function photoOnScreen(doc: Y.Doc, spotlight: string | null): string | null {
  const shown = readSpotlight(spotlight);
  if (shown.what !== 'photo') return null;
  const photo = readPhotos(doc).find(({ id, kind }) => id === shown.id && kind === 'photo');
  if (!photo) return null;
  // A picture of what is withheld is withheld with it, and one whose line was struck out goes with the line.
  const at = [photo.entryId, photo.issueId];
  const stated = [...readEntries(doc), ...readIssuesKept(doc)].filter(({ id }) => at.includes(id));
  const lost = stated.length === 0 && at.some(Boolean);
  return lost || stated.some((record) => record.withheld !== null) ? null : photo.id;
}

type Say = (text: string) => string;

/** A poll without who counted and who objected; its numbers only when it has ended. */
function publicPoll(poll: PollRecord, say: Say): ShownPoll {
  const { id, kind, question, phones, closedAt, phoneVoters: voters, present, quorum } = poll;
  const { total, hands, phones: byPhone, outcome, ranking } = resultOf(poll);
  const objections = poll.objections.filter(({ settledAt }) => settledAt === null).length;
  return {
    id,
    kind,
    question: say(question),
    open: closedAt === null,
    phones,
    choices: poll.choices.map((choice) => ({ id: choice.id, label: say(choice.label) })),
    voters,
    result:
      closedAt === null
        ? null
        : {
            total,
            hands,
            phones: byPhone,
            outcome,
            ranking,
            objections,
            present,
            short: quorumMet(present, quorum) === false
          }
  };
}

function publicDispute({ id, topic, sides, common, agreed, checkerId, checkOn }: DisputeRecord, say: Say) {
  return {
    id,
    topic: say(topic),
    sides: sides.map(({ name, position }) => ({ name: say(name), position: say(position) })),
    common: say(common),
    agreed: say(agreed),
    checkerId,
    checkOn
  };
}
