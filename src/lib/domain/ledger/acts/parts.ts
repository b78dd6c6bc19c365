import type { Refusal } from '../../refusal';
import type { ActInput, Part, Standing } from '../item-state';
import { LIVE } from '../state';
import { NOT_NOW, OFFICE, OWED, plain, SAME, type Change, type Declaration } from './declare';

/** Asked once more, a partner begins anew; who leads has no part beside it. */
export function withPartners(
  parts: Standing['parts'],
  { partners = [] }: ActInput,
  leadId: string | null
): Standing['parts'] {
  const asked = partners.map(({ partyId, task, dueOn }) => [partyId, { task, dueOn, state: 'asked' }] as const);
  return Object.fromEntries([...Object.entries(parts), ...asked].filter(([partyId]) => partyId !== leadId));
}

const becomes =
  (state: Part['state']) =>
  ({ was: { parts }, input: { partyId } }: Change) => ({
    parts: { ...parts, [partyId!]: { ...parts[partyId!]!, state } }
  });

/** Refuses an act on a part unless the part (any, where the act does not say whose) is in one of these states. */
const onlyWhere =
  (...states: Part['state'][]) =>
  ({ parts }: Standing, { partyId }: ActInput): Refusal | null => {
    const about = partyId === undefined ? Object.values(parts) : Object.hasOwn(parts, partyId) ? [parts[partyId]!] : [];
    return about.some(({ state }) => states.includes(state)) ? null : NOT_NOW;
  };

const PARTNER = ['partner', 'office'] as const;

/** Joint handling (联办): what is done about the parts of partners. */
export const PARTS = {
  'add-part': {
    from: [...OWED, 'held'],
    to: SAME,
    who: OFFICE,
    needs: ['partners'],
    form: plain('partners'),
    tells: [['joint-asked', 'asked']],
    changes: ({ was, next, input }) => ({ parts: withPartners(was.parts, input, next.ownerId) })
  },
  'accept-part': {
    from: LIVE,
    to: SAME,
    who: PARTNER,
    needs: ['partyId'],
    form: { ...plain('part'), first: 3 },
    tells: [],
    changes: becomes('accepted'),
    hinders: onlyWhere('asked')
  },
  'finish-part': {
    from: LIVE,
    to: SAME,
    who: PARTNER,
    needs: ['partyId', 'reason'],
    form: { ...plain('part', 'reason', 'photos'), first: 5 },
    tells: [['answer-came', 'owner']],
    changes: becomes('done'),
    hinders: onlyWhere('asked', 'accepted')
  },
  'return-part': {
    from: LIVE,
    to: SAME,
    who: PARTNER,
    needs: ['partyId', 'reason'],
    form: plain('part', 'reason'),
    tells: [['returned', 'office']],
    changes: becomes('returned'),
    hinders: onlyWhere('asked', 'accepted')
  },
  'release-part': {
    from: LIVE,
    to: SAME,
    who: OFFICE,
    needs: ['partyId', 'reason'],
    form: plain('part', 'reason'),
    tells: [['verified', 'part']],
    changes: becomes('released'),
    hinders: onlyWhere('asked', 'accepted', 'returned')
  }
} satisfies Record<string, Declaration>;
