import type { PublicView } from '$lib/document/public-view';
import type { Reported } from '$lib/domain/meetings/report-back';
import { spotlightKey } from '$lib/domain/meetings/spotlight';
import { maskPublic } from '$lib/domain/privacy/mask-public';
import type { Shown, ShownDissent, ShownPoll, ShownReport } from '$lib/domain/publicity/shown';
import type { Names } from './names';

/** What the meetings' table knows of a meeting: enough for a page before its document exists. */
export interface MeetingRow {
  communityId: string;
  id: string;
  code: string;
  title: string;
  kind: string;
  venueId: string | null;
  startsAt: string;
  phase: string;
}

/** The public view of a meeting that has no document yet. */
export function viewOfRow({ title, kind, venueId, startsAt, phase }: MeetingRow): PublicView {
  const nothing = {
    photo: null,
    speakerNow: null,
    waiting: [],
    phonesOpen: true,
    polls: [],
    verdicts: [],
    disputes: [],
    screen: { size: 1, outdoors: false, frozen: false },
    spotlight: null,
    agendaAt: null,
    agenda: [],
    entries: [],
    issues: [],
    present: 0,
    people: { groups: [], names: [] }
  };
  return { title, kind, venueId, startsAt, phase, ...nothing };
}

/** Puts names in the place of ids. Field by field: nothing that a later view carries gets out by itself. */
export function shownOf(code: string, view: PublicView, names: Names, reports: readonly Reported[]): Shown {
  return {
    code,
    community: names.community,
    timeZone: names.timeZone,
    title: view.title,
    kind: view.kind,
    venue: (view.venueId && names.venues.get(view.venueId)) || null,
    startsAt: view.startsAt,
    phase: view.phase,
    spotlight: view.spotlight,
    agendaAt: view.agendaAt,
    present: view.present,
    people: {
      groups: view.people.groups.map(({ building, count }) => ({ building, count })),
      names: [...view.people.names]
    },
    photo: view.photo,
    speakerNow: view.speakerNow,
    waiting: [...view.waiting],
    phonesOpen: view.phonesOpen,
    polls: view.polls.map(shownPoll),
    disputes: view.disputes.map(({ id, topic, sides, common, agreed, checkerId, checkOn }) => ({
      id,
      topic,
      common,
      agreed,
      checkOn,
      sides: sides.map(({ name, position }) => ({ name, position })),
      checker: (checkerId && names.parties.get(checkerId)) || null
    })),
    reports: reports.map((line) => shownReport(line, view)),
    screen: { size: view.screen.size, outdoors: view.screen.outdoors, frozen: view.screen.frozen },
    agenda: view.agenda.map(({ id, title, minutes, startedAt, endedAt, countedFrom, carried }) => ({
      id,
      title,
      minutes,
      startedAt,
      endedAt,
      countedFrom,
      carried
    })),
    entries: view.entries.map(({ id, at, kind, speaker, text, dissents }) => ({
      id,
      at,
      kind,
      speaker,
      text,
      dissents: dissents.map(shownDissent)
    })),
    issues: view.issues.map((issue) => ({
      id: issue.id,
      title: issue.title,
      detail: issue.detail,
      category: issue.category,
      outcome: issue.outcome,
      answer: issue.answer,
      owner: (issue.ownerId && names.parties.get(issue.ownerId)) || null,
      dueOn: issue.dueOn,
      raisedBy: issue.raisedBy,
      supporters: issue.supporters,
      confirmed: issue.confirmedAt !== null,
      dissents: issue.dissents.map(shownDissent)
    }))
  };
}

function shownReport(line: Reported, { verdicts, spotlight }: PublicView): ShownReport {
  const said = verdicts.find(({ id }) => id === line.id);
  const { id, group, owner, dueOn, daysLate, rating, before, after } = line;
  const withPictures = spotlight === spotlightKey({ what: 'report-pictures', id });
  return {
    id,
    group,
    owner,
    dueOn,
    daysLate,
    rating,
    title: maskPublic(line.title),
    reason: maskPublic(line.reason),
    verdict: said?.verdict ?? null,
    done: said?.done ?? 0,
    notYet: said?.notYet ?? 0,
    pictures: withPictures ? { before, after } : null
  };
}

const shownDissent = ({ id, who, text }: ShownDissent): ShownDissent => ({ id, who, text });

function shownPoll({ id, kind, question, open, phones, choices, voters, result }: ShownPoll): ShownPoll {
  return {
    id,
    kind,
    question,
    open,
    phones,
    voters,
    choices: choices.map((choice) => ({ id: choice.id, label: choice.label })),
    result: result && {
      total: result.total,
      hands: result.hands,
      phones: result.phones,
      outcome: result.outcome,
      ranking: result.ranking,
      objections: result.objections,
      present: result.present,
      short: result.short
    }
  };
}

/** Whether the view names a person or place that is not among the names. */
export function lacksName(view: PublicView, names: Names): boolean {
  return (
    (view.venueId !== null && !names.venues.has(view.venueId)) ||
    view.issues.some(({ ownerId }) => ownerId !== null && !names.parties.has(ownerId)) ||
    view.disputes.some(({ checkerId }) => checkerId !== null && !names.parties.has(checkerId))
  );
}
