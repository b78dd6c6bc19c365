import type { Piece } from './sheet';
import type { Shown, ShownIssue } from './shown';
import { spotlightPieces, writtenEntries } from './spotlight-pieces';

/** The residents' page on their phones, and the screen at the entrance. */
export const PAGES = ['residents', 'screen'] as const;
export type PageKind = (typeof PAGES)[number];

/** How the screen is set: before, during, one thing for all to look at, the code to scan, reading back, after. */
export type ScreenMode = 'welcome' | 'live' | 'spotlight' | 'qr' | 'readback' | 'closed';

/** As many of the newest entries as could ever fit on a screen; the rest stands on the residents' page. */
const ENTRIES_ON_SCREEN = 12;

/** Everything of a page that can change, in page order. */
export function piecesOf(page: PageKind, shown: Shown): Piece[] {
  return page === 'screen' ? onScreen(shown) : forResidents(shown);
}

export function screenMode(shown: Shown): ScreenMode {
  if (shown.phase === 'closed') return 'closed';
  if (spotlightPieces(shown)) return shown.spotlight === 'qr' ? 'qr' : 'spotlight';
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
  const entries = writtenEntries(shown);
  const decided = entries.findLast((entry) => entry.kind === 'decision');
  return [
    { id: 'head', place: 'heading', kind: 'head', props: head(shown) },
    { id: 'decided', place: 'news', kind: 'decided', props: { text: decided?.text ?? null } },
    { id: 'part', place: 'part', kind: 'part', props: partOf(shown) },
    { id: 'people', place: 'before', kind: 'people', props: { present: shown.present, ...shown.people } },
    { id: 'agenda', place: 'before', kind: 'agenda', props: agendaOf(shown) },
    ...shown.polls
      .filter((poll) => poll.result !== null)
      .map((poll) => ({ id: `poll-${poll.id}`, place: 'polls', kind: 'poll', props: { poll } })),
    ...shown.disputes.map((dispute) => ({
      id: `dispute-${dispute.id}`,
      place: 'polls',
      kind: 'dispute',
      props: { dispute }
    })),
    { id: 'reports', place: 'before', kind: 'reports', props: { reports: shown.reports } },
    { id: 'tally', place: 'issues-heading', kind: 'tally', props: { ...tally(shown.issues), phase: shown.phase } },
    ...shown.issues.map((issue, at) => ({
      id: `issue-${issue.id}`,
      place: 'issues',
      kind: 'issue',
      props: { n: at + 1, issue, code: shown.code, open: mayTakePart(shown) }
    })),
    {
      id: 'diary-count',
      place: 'diary-heading',
      kind: 'diary-count',
      props: { count: entries.length, phase: shown.phase }
    },
    ...entries
      .toReversed()
      .map((entry) => ({ id: `entry-${entry.id}`, place: 'diary', kind: 'entry', props: { entry } }))
  ];
}

function onScreen(shown: Shown): Piece[] {
  const mode = screenMode(shown);
  const entries = writtenEntries(shown);
  const { issues } = shown;
  const started = mode !== 'welcome';
  const pieces: Piece[] = [{ id: 'head', place: 'heading', kind: 'head', props: head(shown) }];
  const main = (id: string, kind: string, props: Piece['props']) => pieces.push({ id, place: 'main', kind, props });
  const side = (id: string, kind: string, props: Piece['props']) => pieces.push({ id, place: 'side', kind, props });

  if (mode === 'welcome')
    main('welcome', 'welcome', { kind: shown.kind, startsAt: shown.startsAt, venue: shown.venue });
  if (mode === 'welcome' && shown.agenda.length) main('agenda', 'agenda', agendaOf(shown));
  if (mode === 'live' && !entries.length) main('first', 'first', {});
  if (mode === 'live')
    for (const [at, entry] of entries.toReversed().slice(0, ENTRIES_ON_SCREEN).entries())
      main(`entry-${entry.id}`, 'entry', { entry, newest: at === 0 });
  if (mode === 'spotlight' || mode === 'qr') pieces.push(...(spotlightPieces(shown) ?? []));
  const large = mode === 'readback' || mode === 'closed';
  if (started) pieces.push({ id: 'tally', place: 'tally', kind: 'tally', props: { ...tally(issues), mode } });
  issues.forEach((issue, at) => {
    if (large) main(`large-${issue.id}`, 'large-issue', { n: at + 1, issue });
    else if (started) side(`issue-${issue.id}`, 'issue', { n: at + 1, issue });
  });
  if (mode === 'live' || mode === 'spotlight') {
    const step = shown.agenda.find(({ id }) => id === shown.agendaAt);
    const { speakerNow: name } = shown;
    if (name) pieces.push({ id: 'speaker', place: 'now', kind: 'speaker', props: { name } });
    if (step) {
      const { title, minutes, countedFrom } = step;
      pieces.push({ id: 'step', place: 'now', kind: 'step', props: { title, minutes, countedFrom } });
    }
  }
  return pieces;
}
