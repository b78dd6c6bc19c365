import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import { agendaTemplate, type AgendaStep } from '$lib/domain/meetings/agenda-template';
import { makeCode } from '$lib/domain/meetings/code';
import { MEETING_KINDS, type MeetingKind } from '$lib/domain/meetings/kind';
import type { Refusal, RefusalKey } from '$lib/domain/refusal';
import type { Locale } from '$lib/words/dictionary';
import { findVenue } from '../community';
import type { Query } from '../db/store';
import type { Caller } from '../identity';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { indexTitle } from './diary-search';
import type { MeetingRow } from './find-meeting';
import { seedDocument } from './seed-document';
import { meeting } from './tables';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const LONGEST_TITLE = 200;
const MOST_STEPS = 50;

export interface Plan {
  /** Made by the client where the meeting began with no network. */
  id?: string;
  title: string;
  kind: MeetingKind;
  venueId?: string | null;
  /** ISO; now when left out */
  startsAt?: string;
  /** The kind's template when left out. */
  agenda?: readonly AgendaStep[];
  /** The language of a template. */
  locale?: Locale;
  /** Six characters; made when left out. */
  code?: string;
}

/**
 * Plans a meeting and fills its document. The same plan again under the same id changes nothing and gives the meeting;
 * another one under that id is refused with `meeting/exists`.
 */
export async function planMeeting(
  s: Pick<Ground, 'store' | 'now'> & { hub: Hub },
  caller: Caller,
  plan: Plan
): Promise<MeetingRow | Refusal> {
  if (!may(caller.role, 'meetings/plan')) return { refused: 'right/missing' };
  const fields = unfit(plan);
  if (Object.keys(fields).length) return { refused: 'input/invalid', fields };
  const { communityId, accountId } = caller;
  const title = plan.title.trim();
  const startsAt = plan.startsAt === undefined ? undefined : new Date(plan.startsAt).toISOString();
  const now = s.now().toISOString();
  const id = plan.id?.toLowerCase() ?? crypto.randomUUID();
  const made = await s.store.tx(async (q): Promise<MeetingRow | Refusal> => {
    // An id is a document's name too, therefore one of another community is as taken as one of ours.
    const existing = (await q.select().from(meeting).where(eq(meeting.id, id)).get()) as MeetingRow | undefined;
    if (existing) {
      const same =
        existing.communityId === communityId &&
        existing.title === title &&
        existing.kind === plan.kind &&
        (plan.venueId === undefined || existing.venueId === plan.venueId) &&
        (startsAt === undefined || existing.startsAt === startsAt);
      return same ? existing : { refused: 'meeting/exists' };
    }
    if (plan.venueId && !(await findVenue(q, communityId, plan.venueId)))
      return { refused: 'input/invalid', fields: { venueId: 'field/unfit' } };
    const row: MeetingRow = {
      communityId,
      id,
      kind: plan.kind,
      title,
      venueId: plan.venueId ?? null,
      startsAt: startsAt ?? now,
      phase: 'prepare',
      code: plan.code ?? (await freeCode(q)),
      epoch: 1,
      agenda: [...(plan.agenda ?? agendaTemplate(plan.kind, plan.locale ?? 'zh-CN'))],
      documentPhase: '',
      createdBy: accountId,
      createdAt: now,
      closedBy: null,
      closedAt: null,
      issuesAtClose: null,
      track: null,
      joinedInto: null
    };
    await q.insert(meeting).values(row).run();
    await indexTitle(q, row);
    return row;
  });
  if ('refused' in made) return made;
  await seedDocument(s, made);
  return made;
}

/** What no meeting can be planned with, whoever asks: the id becomes a document's name, the rest is shown to everybody. */
function unfit({ id, title, kind, startsAt, agenda = [] }: Plan): Record<string, RefusalKey> {
  const wrong: [field: string, why: RefusalKey, is: boolean][] = [
    ['id', 'field/unfit', id !== undefined && !UUID.test(id)],
    ['title', 'field/missing', !title.trim()],
    ['title', 'field/too-long', title.trim().length > LONGEST_TITLE],
    ['kind', 'field/unfit', !MEETING_KINDS.includes(kind)],
    ['startsAt', 'field/unfit', startsAt !== undefined && Number.isNaN(Date.parse(startsAt))],
    ['agenda', 'field/too-long', agenda.length > MOST_STEPS || agenda.some((step) => step.title.length > LONGEST_TITLE)]
  ];
  return Object.fromEntries(wrong.filter(([, , is]) => is).map(([field, why]) => [field, why]));
}

async function freeCode(q: Query): Promise<string> {
  for (;;) {
    const code = makeCode(randomBytes);
    if (!(await q.select({ id: meeting.id }).from(meeting).where(eq(meeting.code, code)).get())) return code;
  }
}
