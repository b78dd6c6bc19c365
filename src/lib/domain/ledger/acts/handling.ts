import { HIGHEST_LEVEL, openParts } from '../item-state';
import { LIVE } from '../state';
import { CHECKER, NOT_NOW, OFFICE, OWED, OWNER, plain, SAME, type Change, type Declaration } from './declare';
import { withPartners } from './parts';

const responded = ({ was, at }: Change) => ({ respondedAt: was.respondedAt ?? at });

/** Said to be done: when, and when for the first time. */
function done({ was, input, at }: Change) {
  const finishedAt = input.happenedAt ?? at;
  return { finishedAt, firstFinishedAt: was.firstFinishedAt ?? finishedAt };
}

const answered = () => ({ asked: null });

/** It is not done after all. */
export const UNDONE = { finishedAt: null, verifiedAt: null, ratedAt: null, rating: null } as const;

/** The way of a promise from the ledger's first line to the residents' rating, and what pushes it. */
export const HANDLING = {
  open: { from: [null], to: 'open', who: ['meeting', 'office', 'system'], needs: [], form: null, tells: [] },
  dispatch: {
    from: ['open'],
    to: 'dispatched',
    who: OFFICE,
    needs: ['ownerId', 'dueOn'],
    form: { ...plain('owner', 'due', 'partners', 'why'), first: 1 },
    tells: [
      ['joint-asked', 'asked'],
      ['dispatched', 'owner']
    ],
    changes: ({ was, next, input, at }) => ({
      dispatchedAt: at,
      asked: null,
      firstDueOn: was.firstDueOn ?? input.firstDueOn ?? next.dueOn,
      parts: withPartners(was.parts, input, next.ownerId)
    })
  },
  answer: {
    from: ['open', 'dispatched'],
    to: 'answered',
    who: ['meeting', 'office', 'system'],
    needs: [],
    form: plain('answer'),
    tells: [],
    changes: (change) => ({ ...responded(change), ...done(change), acceptBy: null, asked: null })
  },
  decline: {
    from: ['open'],
    to: 'declined',
    who: OFFICE,
    needs: ['reason'],
    form: plain('reason'),
    tells: [['declined', 'owner', 'office']],
    changes: (change) => ({ ...responded(change), acceptBy: null })
  },
  accept: {
    from: ['dispatched'],
    to: 'handling',
    who: OWNER,
    needs: [],
    form: { ...plain(), first: 2 },
    tells: [],
    changes: (change) => ({ ...responded(change), acceptBy: null })
  },
  return: {
    from: OWED,
    to: 'open',
    who: OWNER,
    needs: ['reason'],
    form: plain('reason'),
    tells: [['returned', 'office']],
    // Given back it is nobody's: it waits to be dispatched anew.
    changes: ({ was }) => ({ ownerId: null, acceptBy: null, asked: null, returns: was.returns + 1 })
  },
  ask: {
    from: OWED,
    to: SAME,
    who: ['owner'],
    needs: ['ask', 'reason'],
    form: plain('ask', 'reason'),
    tells: [['extension-asked', 'office']],
    changes: ({ input }) => ({ asked: { ...input.ask!, reason: input.reason?.trim() ?? '' } })
  },
  extend: {
    from: OWED,
    to: SAME,
    who: CHECKER,
    needs: ['dueOn', 'reason'],
    form: { ...plain('day', 'reason'), answersOwner: true },
    tells: [['extended', 'owner']],
    changes: answered
  },
  hold: {
    from: ['handling'],
    to: 'held',
    who: CHECKER,
    needs: ['reason', 'reviewOn'],
    form: { ...plain('review', 'reason'), answersOwner: true },
    tells: [['held', 'owner', 'partners']],
    changes: ({ input, at }) => ({
      asked: null,
      heldSince: at,
      reviewOn: input.reviewOn ?? null,
      acceptBy: null
    })
  },
  refuse: {
    from: OWED,
    to: SAME,
    who: CHECKER,
    needs: ['reason'],
    form: { ...plain('reason'), answersOwner: true },
    tells: [['extension-refused', 'owner']],
    changes: answered,
    hinders: ({ asked }) => (asked ? null : NOT_NOW)
  },
  resume: {
    from: ['held'],
    to: 'handling',
    who: OWNER,
    needs: [],
    form: { ...plain(), first: 4 },
    tells: [['resumed', 'owner', 'partners']],
    changes: ({ was, input }) => ({ heldSince: null, reviewOn: null, heldDays: was.heldDays + (input.heldDays ?? 0) })
  },
  note: {
    from: [...LIVE, 'finished', 'verified'],
    to: SAME,
    who: ['owner', 'partner', 'meeting'],
    needs: ['reason'],
    form: { ...plain('reason', 'photos'), first: 9 },
    tells: []
  },
  finish: {
    from: ['handling'],
    to: 'finished',
    who: OWNER,
    needs: ['reason'],
    form: { ...plain('reason', 'photos'), first: 6 },
    tells: [['finished', 'office']],
    changes: (change) => ({ ...responded(change), ...done(change), asked: null }),
    hinders: (standing) => {
      const count = openParts(standing).length;
      return count ? { refused: 'item/parts-open', with: { count } } : null;
    }
  },
  verify: {
    from: ['finished'],
    to: 'verified',
    who: CHECKER,
    needs: [],
    form: { ...plain('why', 'photos'), first: 7 },
    tells: [['verified', 'owner']],
    changes: ({ at }) => ({ verifiedAt: at })
  },
  rework: {
    from: ['finished'],
    to: 'handling',
    who: CHECKER,
    needs: ['reason'],
    form: plain('reason', 'photos'),
    tells: [['reopened', 'owner']],
    changes: ({ was }) => ({ ...UNDONE, reworks: was.reworks + 1 })
  },
  rate: {
    from: ['verified'],
    to: 'rated',
    who: CHECKER,
    needs: ['rating'],
    form: { ...plain('rating', 'why'), first: 8 },
    tells: [],
    changes: ({ input, at }) => ({ ratedAt: at, rating: input.rating! })
  },
  chase: {
    from: LIVE,
    to: SAME,
    who: OFFICE,
    needs: [],
    form: plain('why'),
    tells: [['chased', 'owing']],
    changes: ({ was, at }) => ({ chases: was.chases + 1, chasedAt: at })
  },
  escalate: {
    from: LIVE,
    to: SAME,
    who: ['office', 'system'],
    needs: [],
    form: plain('why'),
    tells: [['escalated', 'up', 'owner']],
    changes: ({ was, input }) => ({ level: input.level ?? was.level + 1 }),
    hinders: ({ level }) => (level >= HIGHEST_LEVEL ? NOT_NOW : null)
  }
} satisfies Record<string, Declaration>;
