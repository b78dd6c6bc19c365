import { readSpotlight, type Spotlight } from '../meetings/spotlight';
import type { Piece } from './sheet';
import type { Shown, ShownEntry } from './shown';

type Drawn = Pick<Piece, 'kind' | 'props'>;

/** An entry whose writer has not typed a word yet is nothing to show. */
export function writtenEntries(shown: Shown): ShownEntry[] {
  return shown.entries.filter((entry) => entry.text.trim() !== '');
}

/** What the screen shows for each kind of spotlight; null where there is nothing (any more) to be shown. */
const SPOTLIGHTS: { [W in Spotlight['what']]?: (shown: Shown, id: string) => Drawn[] | null } = {
  line(shown, id) {
    const entry = writtenEntries(shown).find((entry) => entry.id === id);
    if (entry) return [{ kind: 'spotlight-entry', props: { entry } }];
    const at = shown.issues.findIndex((issue) => issue.id === id);
    const issue = shown.issues[at];
    return issue ? [{ kind: 'spotlight-issue', props: { issue, n: at + 1 } }] : null;
  },
  poll(shown, id) {
    const poll = shown.polls.find((poll) => poll.id === id);
    return poll ? [{ kind: 'spotlight-poll', props: { poll, phones: shown.phonesOpen && poll.phones } }] : null;
  },
  dispute({ disputes }, id) {
    const dispute = disputes.find((dispute) => dispute.id === id);
    return dispute ? [{ kind: 'spotlight-dispute', props: { dispute } }] : null;
  },
  photo: ({ code, photo }, id) => (photo === id ? [{ kind: 'spotlight-photo', props: { code, photo } }] : null),
  queue: ({ speakerNow, waiting }) => [{ kind: 'spotlight-queue', props: { speakerNow, waiting } }],
  reports: ({ reports }) => (reports.length ? [{ kind: 'spotlight-reports', props: { reports } }] : null),
  report: drawnReport,
  'report-pictures': drawnReport,
  people: ({ present, people }) => [{ kind: 'spotlight-people', props: { present, people } }],
  agenda: (shown) => (shown.agenda.length ? [{ kind: 'spotlight-agenda', props: clockedAgenda(shown) }] : null),
  qr: ({ phonesOpen }) => [{ kind: 'spotlight-qr', props: { phonesOpen } }]
};

function drawnReport({ code, reports }: Shown, id: string): Drawn[] | null {
  const at = reports.findIndex((report) => report.id === id);
  const report = reports[at];
  return report ? [{ kind: 'spotlight-report', props: { code, report, n: at + 1, all: reports.length } }] : null;
}

function clockedAgenda({ agenda, agendaAt }: Shown) {
  return {
    at: agendaAt,
    steps: agenda.map(({ id, title, minutes, countedFrom, endedAt, carried }) => ({
      id,
      title,
      minutes,
      carried,
      countedFrom: id === agendaAt ? countedFrom : null,
      done: endedAt !== null && id !== agendaAt
    }))
  };
}

/** The screen's main part while the facilitator has it show one thing; null: it follows the diary. */
export function spotlightPieces(shown: Shown): Piece[] | null {
  const spotlight = readSpotlight(shown.spotlight);
  const drawn = SPOTLIGHTS[spotlight.what]?.(shown, 'id' in spotlight ? spotlight.id : '') ?? null;
  return (
    drawn?.map((piece, at) => ({ id: at === 0 ? 'spotlight' : `spotlight-${at}`, place: 'main', ...piece })) ?? null
  );
}
