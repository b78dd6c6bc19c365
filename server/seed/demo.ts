import { eq } from 'drizzle-orm';
import { meetingDocument } from '$lib/document/keys';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { addDays } from '$lib/domain/meetings/days';
import { dayOf } from '$lib/words/dates';
import { community } from '../community/tables';
import type { Caller } from '../identity';
import { UNHEARD } from '../ledger';
import { closeMeeting, planMeeting } from '../meetings';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { ACCOUNT, COMMUNITY, DEMO_PASSWORD, PARTY, PEOPLE } from './fixtures';
import { seedCommunity } from './community';
import { seedLedger } from './ledger';
import { MEETINGS, type SeedMeeting } from './meeting-lines';
import { VENUES } from './fixtures';

/** What the banner of `npm run demo` prints. */
export interface DemoNotes {
  /** Of the meeting under way. */
  code: string;
  password: string;
  /** Account name and who it is. */
  accounts: [username: string, who: string][];
}

const MINUTE_MS = 60_000;
const BANNER = ['admin', 'secretary', 'staff', 'facilitator', 'facilitator2', 'facilitator3', 'informant', 'partner'];

type Deps = Pick<Ground, 'store' | 'now' | 'log'> & { hub: Hub };

/** Fills an empty database with the demo's neighbourhood, once; gives what the banner prints either way. */
export async function seedDemo(s: Deps): Promise<DemoNotes> {
  const existing = await s.store.q
    .select({ id: community.id })
    .from(community)
    .where(eq(community.id, COMMUNITY.id))
    .get();
  if (!existing) {
    const now = s.now();
    await seedCommunity(s.store, now);
    await seedLedger(s.store, now);
    for (const meeting of MEETINGS) await seedMeetingOf(s, meeting, now);
  }
  return {
    code: MEETINGS.find((meeting) => meeting.phase === 'live')!.code,
    password: DEMO_PASSWORD,
    accounts: BANNER.map((username) => {
      const { name, title } = PEOPLE.find((person) => person.username === username)!;
      return [username, `${name} ${title}`];
    })
  };
}

/** A fixture's account as a caller. */
export function castCaller(username: string): Caller {
  const { name, role } = PEOPLE.find((person) => person.username === username)!;
  const accountId = ACCOUNT[username]!;
  const partyId = PARTY[username]!;
  return { communityId: COMMUNITY.id, accountId, username, name, role, partyId, gridId: null, deviceId: null };
}

/** Holds one meeting the way tablets would: planned, written, and closed where it lies behind us. */
async function seedMeetingOf(s: Deps, seed: SeedMeeting, now: Date): Promise<void> {
  const id = `00000000-0000-4000-8000-${String(seed.n).padStart(12, '0')}`;
  const caller = castCaller(seed.by);
  const begin = now.getTime() + seed.startsIn * MINUTE_MS;
  const at = (minute: number) => new Date(begin + minute * MINUTE_MS).toISOString();
  const then = (minute: number) => ({ ...s, hearers: UNHEARD, now: () => new Date(begin + minute * MINUTE_MS) });
  const { title, kind, code } = seed;
  await planMeeting(then(-60), caller, { id, title, kind, code, venueId: VENUES[seed.venue]!.id, startsAt: at(0) });
  if (seed.phase === 'prepare') return;

  await s.hub.change(meetingDocument(id), (doc) => {
    const document = openMeetingDocument(doc);
    document.setPhase('live');
    const agenda = document.agenda();
    if (agenda[0]) document.goToAgenda(agenda[0].id, at(0));
    if (agenda[1]) document.goToAgenda(agenda[1].id, at(6));
    const entries = seed.lines.map(([minute, entryKind, speaker, text]) =>
      document.addEntry({ kind: entryKind, speaker, text, by: caller.accountId, at: at(minute) })
    );
    for (const issue of seed.issues) {
      const issueId = document.issueFromEntry(entries[issue.from]!)!;
      const words = (field: 'title' | 'detail' | 'answer', text: string) => {
        const shared = document.issueText(issueId, field)!;
        shared.delete(0, shared.length);
        shared.insert(0, text);
      };
      words('title', issue.title);
      if (issue.detail) words('detail', issue.detail);
      if (issue.answer) words('answer', issue.answer);
      document.setIssue(issueId, {
        category: issue.category,
        tier: issue.tier,
        outcome: issue.outcome,
        ownerId: issue.owner ? PARTY[issue.owner]! : null,
        dueOn: issue.due === undefined ? null : addDays(dayOf(at(0), COMMUNITY.timeZone), issue.due)
      });
      for (let n = 0; n < issue.supporters; n++) document.addSupporter(issueId, `seed-${n}`);
      if (issue.confirmed) document.confirmIssue(issueId, at(55));
    }
  });
  await s.hub.settle(meetingDocument(id));
  if (seed.phase === 'closed') await closeMeeting(then(60), caller, id);
}
