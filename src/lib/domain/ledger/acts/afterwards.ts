import { LIVE, RUNNING, SAID_DONE, STATES } from '../state';
import { OFFICE, own, plain, SAME, type Change, type Declaration } from './declare';
import { UNDONE } from './handling';

const MEETING = ['meeting', 'office'] as const;

const again = ({ was }: Change) => ({ ...UNDONE, reworks: was.reworks + 1, acceptBy: null });
const always = () => true;

/** What comes up later: opened again, put right, counted again, what residents and late tablets say of it, an import taken back. */
export const AFTERWARDS = {
  reopen: {
    from: [...SAID_DONE, 'declined'],
    to: 'open',
    who: OFFICE,
    needs: ['reason'],
    form: plain('reason'),
    tells: [['reopened', 'owner', 'office']],
    changes: again
  },
  amend: {
    from: [...LIVE, 'answered'],
    to: SAME,
    who: ['office', 'system'],
    needs: [],
    form: own('words'),
    tells: [],
    corrects: ({ dispatchedAt }) => dispatchedAt === null
  },
  // A limit or a day of acceptance counted again, since the holidays of a year were announced.
  recalculate: { from: LIVE, to: SAME, who: ['system'], needs: [], form: null, tells: [], corrects: always },
  // What residents say of it at the next meeting: done, not yet, or not done after all.
  'report-done': {
    from: [...RUNNING, ...SAID_DONE, 'held'],
    to: SAME,
    who: MEETING,
    needs: [],
    form: null,
    tells: []
  },
  'report-not-yet': { from: [...RUNNING, 'held'], to: SAME, who: MEETING, needs: ['reason'], form: null, tells: [] },
  'report-reopen': {
    from: SAID_DONE,
    to: 'open',
    who: MEETING,
    needs: ['reason'],
    form: null,
    tells: [['reopened', 'owner', 'office']],
    changes: again
  },
  'take-late-change': { from: STATES, to: SAME, who: OFFICE, needs: [], form: null, tells: [], corrects: always },
  'keep-ledger-value': { from: STATES, to: SAME, who: OFFICE, needs: [], form: null, tells: [] },
  // A whole import is taken back: what nobody has touched since goes out of the lists, its history stays.
  'withdraw-import': {
    from: [...LIVE, 'finished', 'verified', 'answered', 'declined'],
    to: 'withdrawn',
    who: OFFICE,
    needs: ['reason', 'importId'],
    form: null,
    tells: [],
    changes: () => ({ acceptBy: null, asked: null, heldSince: null, reviewOn: null })
  }
} satisfies Record<string, Declaration>;
