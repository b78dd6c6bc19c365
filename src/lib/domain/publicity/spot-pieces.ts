import { readSpotlight, type Spotlight } from '../meetings/spotlight';
import type { Piece } from './sheet';
import type { Shown, ShownEntry } from './shown';

type Drawn = Pick<Piece, 'look' | 'given'>;

/** An entry whose writer has not typed a word yet is nothing to show. */
export function said(shown: Shown): ShownEntry[] {
  return shown.entries.filter((entry) => entry.text.trim() !== '');
}

/** What the wall shows for each kind of spotlight; null where there is nothing (any more) to be shown. */
const SPOTS: { [W in Spotlight['what']]?: (shown: Shown, id: string) => Drawn[] | null } = {
  line(shown, id) {
    const entry = said(shown).find((one) => one.id === id);
    if (entry) return [{ look: 'spot-entry', given: { entry } }];
    const at = shown.issues.findIndex((one) => one.id === id);
    const issue = shown.issues[at];
    return issue ? [{ look: 'spot-issue', given: { issue, n: at + 1 } }] : null;
  },
  poll(shown, id) {
    const poll = shown.polls.find((one) => one.id === id);
    return poll ? [{ look: 'spot-poll', given: { poll, phones: shown.phonesOpen && poll.phones } }] : null;
  },
  dispute({ disputes }, id) {
    const dispute = disputes.find((one) => one.id === id);
    return dispute ? [{ look: 'spot-dispute', given: { dispute } }] : null;
  },
  photo: ({ code, photo }, id) => (photo === id ? [{ look: 'spot-photo', given: { code, photo } }] : null),
  queue: ({ speakerNow, waiting }) => [{ look: 'spot-queue', given: { speakerNow, waiting } }],
  reports: ({ reports }) => (reports.length ? [{ look: 'spot-reports', given: { reports } }] : null),
  report: drawnReport,
  'report-pictures': drawnReport,
  people: ({ present, people }) => [{ look: 'spot-people', given: { present, people } }],
  agenda: (shown) => (shown.agenda.length ? [{ look: 'spot-agenda', given: clockedAgenda(shown) }] : null),
  qr: ({ phonesOpen }) => [{ look: 'spot-qr', given: { phonesOpen } }]
};

function drawnReport({ code, reports }: Shown, id: string): Drawn[] | null {
  const at = reports.findIndex((one) => one.id === id);
  const report = reports[at];
  return report ? [{ look: 'spot-report', given: { code, report, n: at + 1, all: reports.length } }] : null;
}

function clockedAgenda({ agenda, agendaAt }: Shown) {
  return {
    at: agendaAt,
    steps: agenda.map(({ id, title, minutes, countedFrom, endedAt, carried }) => ({
      ...{ id, title, minutes, carried },
      countedFrom: id === agendaAt ? countedFrom : null,
      done: endedAt !== null && id !== agendaAt
    }))
  };
}

/** The wall's main part while the facilitator has it show one thing; null: it follows the diary. */
export function spotPieces(shown: Shown): Piece[] | null {
  const spotlight = readSpotlight(shown.spotlight);
  const drawn = SPOTS[spotlight.what]?.(shown, 'id' in spotlight ? spotlight.id : '') ?? null;
  return drawn?.map((piece, at) => ({ id: at === 0 ? 'spot' : `spot-${at}`, place: 'main', ...piece })) ?? null;
}
