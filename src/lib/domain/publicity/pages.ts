import type { Piece } from './sheet';
import type { Shown, ShownIssue } from './shown';
import { said, spotPieces } from './spot-pieces';

/** The residents' page on their phones, and the wall at the entrance. */
export const PAGES = ['residents', 'screen'] as const;
export type PageKind = (typeof PAGES)[number];

/** How the screen is set: before, during, one thing for all to look at, the code to scan, reading back, after. */
export type ScreenMode = 'welcome' | 'live' | 'spot' | 'qr' | 'readback' | 'closed';

/** As many of the newest entries as could ever fit on a wall; the rest stands on the residents' page. */
const ENTRIES_ON_SCREEN = 12;

/** Everything of a page that can change, in page order. */
export function piecesOf(page: PageKind, shown: Shown): Piece[] {
  return page === 'screen' ? onScreen(shown) : forResidents(shown);
}

export function screenMode(shown: Shown): ScreenMode {
  if (shown.phase === 'closed') return 'closed';
  if (spotPieces(shown)) return shown.spotlight === 'qr' ? 'qr' : 'spot';
  if (shown.phase === 'prepare') return 'welcome';
  return shown.phase === 'readback' ? 'readback' : 'live';
}

function head({ community, title, kind, venue, startsAt, phase, present }: Shown) {
  return { community, title, kind, venue, startsAt, phase, present };
}

function agendaOf({ agenda, agendaAt, phase }: Shown) {
  return {
    steps: agenda.map(({ id, title, minutes, endedAt }) => ({ id, title, minutes, done: endedAt !== null })),
    at: agendaAt,
    phase
  };
}

/** Whether residents may act from where they sit. */
function mayTakePart({ phonesOpen, phase }: Shown): boolean {
  return phonesOpen && (phase === 'live' || phase === 'readback');
}

function partOf(shown: Shown) {
  const { code, polls, phase } = shown;
  const open = polls
    .filter((poll) => poll.open && poll.phones)
    .map(({ id, question, kind }) => ({ id, question, kind }));
  return { code, phase, open: mayTakePart(shown), polls: mayTakePart(shown) ? open : [] };
}

function tally(issues: readonly ShownIssue[]) {
  const count = (outcome: string) => issues.filter((issue) => issue.outcome === outcome).length;
  return { all: issues.length, answered: count('answered'), ledger: count('ledger') };
}

function forResidents(shown: Shown): Piece[] {
  const entries = said(shown);
  const decided = entries.findLast((entry) => entry.kind === 'decision');
  return [
    { id: 'head', place: 'heading', look: 'head', given: head(shown) },
    { id: 'decided', place: 'news', look: 'decided', given: { text: decided?.text ?? null } },
    { id: 'part', place: 'part', look: 'part', given: partOf(shown) },
    { id: 'people', place: 'before', look: 'people', given: { present: shown.present, ...shown.people } },
    { id: 'agenda', place: 'before', look: 'agenda', given: agendaOf(shown) },
    ...shown.polls
      .filter((poll) => poll.result !== null)
      .map((poll) => ({ id: `poll-${poll.id}`, place: 'polls', look: 'poll', given: { poll } })),
    ...shown.disputes.map((dispute) => ({
      ...{ id: `dispute-${dispute.id}`, place: 'polls', look: 'dispute' },
      given: { dispute }
    })),
    { id: 'reports', place: 'before', look: 'reports', given: { reports: shown.reports } },
    { id: 'tally', place: 'issues-heading', look: 'tally', given: { ...tally(shown.issues), phase: shown.phase } },
    ...shown.issues.map((issue, at) => ({
      id: `issue-${issue.id}`,
      place: 'issues',
      look: 'issue',
      given: { n: at + 1, issue, code: shown.code, open: mayTakePart(shown) }
    })),
    {
      id: 'diary-count',
      place: 'diary-heading',
      look: 'diary-count',
      given: { count: entries.length, phase: shown.phase }
    },
    ...entries
      .toReversed()
      .map((entry) => ({ id: `entry-${entry.id}`, place: 'diary', look: 'entry', given: { entry } }))
  ];
}

function onScreen(shown: Shown): Piece[] {
  const mode = screenMode(shown);
  const entries = said(shown);
  const { issues } = shown;
  const started = mode !== 'welcome';
  const pieces: Piece[] = [{ id: 'head', place: 'heading', look: 'head', given: head(shown) }];
  const main = (id: string, look: string, input: Piece['given']) =>
    pieces.push({ id, place: 'main', look, given: input });
  const side = (id: string, look: string, input: Piece['given']) =>
    pieces.push({ id, place: 'side', look, given: input });

  if (mode === 'welcome')
    main('welcome', 'welcome', { kind: shown.kind, startsAt: shown.startsAt, venue: shown.venue });
  if (mode === 'welcome' && shown.agenda.length) main('agenda', 'agenda', agendaOf(shown));
  if (mode === 'live' && !entries.length) main('first', 'first', {});
  if (mode === 'live')
    for (const [at, entry] of entries.toReversed().slice(0, ENTRIES_ON_SCREEN).entries())
      main(`entry-${entry.id}`, 'entry', { entry, newest: at === 0 });
  if (mode === 'spot' || mode === 'qr') pieces.push(...(spotPieces(shown) ?? []));
  const large = mode === 'readback' || mode === 'closed';
  if (started) pieces.push({ id: 'tally', place: 'tally', look: 'tally', given: { ...tally(issues), mode } });
  issues.forEach((issue, at) => {
    if (large) main(`large-${issue.id}`, 'large-issue', { n: at + 1, issue });
    else if (started) side(`issue-${issue.id}`, 'issue', { n: at + 1, issue });
  });
  if (mode === 'live' || mode === 'spot') {
    const step = shown.agenda.find(({ id }) => id === shown.agendaAt);
    const { speakerNow: name } = shown;
    if (name) pieces.push({ id: 'speaker', place: 'now', look: 'speaker', given: { name } });
    if (step) {
      const { title, minutes, countedFrom } = step;
      pieces.push({ id: 'step', place: 'now', look: 'step', given: { title, minutes, countedFrom } });
    }
  }
  return pieces;
}
