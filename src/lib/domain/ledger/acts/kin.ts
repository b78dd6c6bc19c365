import { LIVE } from '../state';
import { OFFICE, own, SAME, type Declaration } from './declare';

/** What makes one item of two, or two of one. */
export const KIN = {
  merge: {
    from: LIVE,
    to: 'merged',
    who: OFFICE,
    needs: ['intoId'],
    form: own('into'),
    tells: [],
    changes: ({ input }) => ({
      mergedInto: input.intoId!,
      acceptBy: null,
      asked: null,
      heldSince: null,
      reviewOn: null
    })
  },
  // What the other side of a merge keeps on record.
  'merge-from': { from: LIVE, to: SAME, who: OFFICE, needs: ['otherId'], form: null, tells: [] },
  unmerge: {
    from: ['merged'],
    to: 'open',
    who: OFFICE,
    needs: ['reason'],
    form: own('reason'),
    tells: [],
    changes: () => ({ mergedInto: null })
  },
  // What stays keeps it on record too when something is taken out of a merge.
  split: { from: LIVE, to: SAME, who: OFFICE, needs: ['otherId'], form: own('title', 'reason'), tells: [] }
} satisfies Record<string, Declaration>;
