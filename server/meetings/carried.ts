import { and, desc, eq, isNull, lt, ne } from 'drizzle-orm';
import { meetingDocument } from '$lib/document/keys';
import { projection } from '$lib/document/projection';
import { stillCarried, type CarriedStep } from '$lib/domain/meetings/carried';
import { may } from '$lib/domain/identity/role';
import type { MeetingKind } from '$lib/domain/meetings/kind';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { meeting } from './tables';

/** So many meetings back: what nobody has come to since has been given up. */
const LOOKED_BACK = 4;

interface Next {
  communityId: string;
  /** The next meeting itself, where it is planned already. */
  id?: string;
  venueId: string | null;
  kind: string;
  /** ISO; what lay before this. */
  startsAt: string;
}

/** What the last meetings at this place (or, without one, of this kind) put off and no later one has taken up. */
export async function carriedHere(
  s: Pick<Ground, 'store'> & { hub: Hub },
  { communityId, id, venueId, kind, startsAt }: Next
): Promise<CarriedStep[]> {
  const last = await s.store.q
    .select({ id: meeting.id })
    .from(meeting)
    .where(
      and(
        eq(meeting.communityId, communityId),
        eq(meeting.phase, 'closed'),
        isNull(meeting.joinedInto),
        id === undefined ? undefined : ne(meeting.id, id),
        venueId ? eq(meeting.venueId, venueId) : eq(meeting.kind, kind),
        lt(meeting.startsAt, startsAt)
      )
    )
    .orderBy(desc(meeting.startsAt))
    .limit(LOOKED_BACK)
    .all();
  const agendas = [];
  for (const one of last)
    agendas.push((await s.hub.read(meetingDocument(one.id), (doc) => projection(doc).agenda)) ?? []);
  return stillCarried(agendas);
}

/** The same for whoever plans a meeting; a mediation is taken up at the meeting itself, where nobody else reads its name. */
export async function carriedForPlan(
  s: Pick<Ground, 'store' | 'now'> & { hub: Hub },
  caller: Caller,
  { venueId, kind }: { venueId: string | null; kind: MeetingKind }
): Promise<CarriedStep[] | Refusal> {
  if (!may(caller.role, 'meetings/plan')) return { refused: 'right/missing' };
  const { communityId } = caller;
  const found = await carriedHere(s, { communityId, venueId, kind, startsAt: s.now().toISOString() });
  return found.filter((step) => step.kind !== 'mediation');
}
