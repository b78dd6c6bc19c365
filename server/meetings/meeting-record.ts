import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { meetingDocument } from '$lib/document/keys';
import type { MarkRecord } from '$lib/document/marks';
import type { DisputeRecord } from '$lib/document/disputes';
import { projection } from '$lib/document/projection';
import type { AgendaRecord, EntryRecord, IssueRecord, PhotoRecord } from '$lib/document/records';
import { may } from '$lib/domain/identity/role';
import { presenceOf } from '$lib/domain/meetings/attendance';
import type { Refusal } from '$lib/domain/refusal';
import type { Decision, Hub, Removed } from '../collab';
import { party, venue } from '../community/tables';
import type { Caller } from '../identity';
import { account } from '../identity/tables';
import { item, lateChange } from '../ledger/tables';
import type { Ground } from '../ground';
import { storedAmong, type StoredPicture } from '../attachments';
import { cameOf, originIssue } from './item-origin';
import { findMeeting, type MeetingRow } from './find-meeting';
import { putAside, type PutAside } from './put-aside';
import { readablePhotos } from './readable-photos';
import { tabletFile } from './tables';

export interface RecordedIssue extends IssueRecord {
  ownerName: string | null;
  /** What became of it in the ledger. */
  item: { id: string; number: string; state: string; late: boolean } | null;
}

export interface MeetingRecord {
  meeting: MeetingRow;
  venueName: string | null;
  plannedBy: string;
  closedBy: string | null;
  agenda: AgendaRecord[];
  entries: EntryRecord[];
  issues: RecordedIssue[];
  present: number;
  /** What was said of each line at the readback. */
  marks: MarkRecord[];
  /** Disputes that were talked down; for those who hold meetings only. */
  disputes: (DisputeRecord & { checkerName: string | null })[];
  /** Who had the scribe's seat last. */
  scribe: string | null;
  /** Pictures and voice notes; `stored` is null for one that is still on its tablet. */
  photos: (PhotoRecord & { stored: StoredPicture | null })[];
  /** For staff only; empty for others. */
  lateChanges: {
    itemId: string;
    number: string;
    title: string;
    field: string;
    ledgerValue: string;
    tabletValue: string;
    seenAt: string;
  }[];
  misfits: { path: string; value: string }[];
  /** Files of tablets that were brought in, the newest first. */
  tabletFiles: { id: string; at: string; accountName: string; entries: number; issues: number; changed: number }[];
  /** What tablets sent that waits for a person to read it. */
  aside: (PutAside & { accountName: string })[];
  /** What was decided of the like, the newest first. */
  asideDecided: { at: string; accountName: string; decision: Decision; decidedAt: string; decidedBy: string }[];
  /** Lines whose keys a tablet deleted, the newest first. */
  removed: (Removed & { accountName: string })[];
  /** Lines that name another writer than the journal. */
  forged: { path: string; claimedName: string; authorName: string }[];
}

/** A meeting with all that was written down, as the desk shows it. */
export async function meetingRecord(
  s: Pick<Ground, 'store'> & { hub: Hub },
  caller: Caller,
  id: string
): Promise<MeetingRecord | Refusal> {
  if (!may(caller.role, 'meetings/read')) return { refused: 'right/missing' };
  const { communityId } = caller;
  const row = await findMeeting(s, communityId, id);
  const name = meetingDocument(id);
  const projected = row && (await s.hub.read(name, projection));
  if (!row || !projected) return { refused: 'meeting/absent' };
  const { q } = s.store;

  const people = await q
    .select({ id: account.id, name: account.name })
    .from(account)
    .where(eq(account.communityId, communityId))
    .all();
  const nameOf = new Map(people.map((person) => [person.id, person.name]));
  const owners = await q
    .select({ id: party.id, name: party.name })
    .from(party)
    .where(eq(party.communityId, communityId))
    .all();
  const ownerOf = new Map(owners.map((owner) => [owner.id, owner.name]));
  const place = row.venueId
    ? await q
        .select({ name: venue.name })
        .from(venue)
        .where(and(eq(venue.communityId, communityId), eq(venue.id, row.venueId)))
        .get()
    : undefined;
  const items = await q
    .select({ id: item.id, number: item.number, state: item.state, late: item.late, issueId: originIssue })
    .from(item)
    .where(and(eq(item.communityId, communityId), cameOf(id)))
    .all();
  const byIssue = new Map(items.map(({ issueId, ...rest }) => [issueId, rest]));
  const stored = await storedAmong(
    q,
    communityId,
    projected.photos.map((photo) => photo.id)
  );
  const staff = may(caller.role, 'quarantine/read');
  // What neighbours quarrelled about is for those who hold the meeting.
  const holds = may(caller.role, 'meetings/write');
  const readable = (one: { withheld: string | null }) => holds || one.withheld === null;
  const open = holds ? new Set<string>() : await readablePhotos(q, communityId, id);
  const hidden = new Set(
    [...projected.entries, ...projected.issues].filter((one) => !readable(one)).map((one) => one.id)
  );
  return {
    meeting: row,
    venueName: place?.name ?? null,
    plannedBy: nameOf.get(row.createdBy) ?? '',
    closedBy: row.closedBy ? (nameOf.get(row.closedBy) ?? '') : null,
    agenda: projected.agenda.map((step) => (holds || step.kind !== 'mediation' ? step : { ...step, title: '' })),
    entries: projected.entries.filter(readable),
    issues: projected.issues.filter(readable).map((issue) => ({
      ...issue,
      ownerName: issue.ownerId ? (ownerOf.get(issue.ownerId) ?? null) : null,
      item: byIssue.get(issue.id) ?? null
    })),
    present: presenceOf(projected.people).total,
    marks: projected.marks.filter((mark) => !hidden.has(mark.target.split('/')[1] ?? '')),
    disputes: holds
      ? projected.disputes.map((dispute) => ({
          ...dispute,
          sides: dispute.sides.map((side) => ({
            ...side,
            consent: side.consent && { ...side.consent, by: nameOf.get(side.consent.by) ?? '' }
          })),
          checkerName: (dispute.checkerId && ownerOf.get(dispute.checkerId)) || null
        }))
      : [],
    scribe: projected.scribe ? (nameOf.get(projected.scribe.accountId) ?? projected.scribe.name) : null,
    photos: projected.photos
      .filter((photo) => holds || open.has(photo.id))
      .map((photo) => ({ ...photo, stored: stored.get(photo.id) ?? null })),
    lateChanges: staff ? await waitingChanges(s, communityId, id) : [],
    misfits: staff ? projected.misfits : [],
    tabletFiles: staff
      ? (await filesOf(s, communityId, id)).map(({ accountId, ...file }) => ({
          ...file,
          accountName: nameOf.get(accountId) ?? ''
        }))
      : [],
    ...(staff ? await setAside(s, id, new Map([...nameOf, ...ownerOf])) : { aside: [], asideDecided: [], removed: [] }),
    forged: staff
      ? projected.forged.map(({ path, claimed, author }) => ({
          path,
          claimedName: nameOf.get(claimed) ?? claimed,
          authorName: nameOf.get(author) ?? ''
        }))
      : []
  };
}

/** What tablets sent that is not in the meeting, and what they took out of it by the key. */
async function setAside(s: { hub: Hub }, id: string, nameOf: ReadonlyMap<string, string>) {
  const name = meetingDocument(id);
  const named = (accountId: string) => nameOf.get(accountId) ?? '';
  const quarantined = await s.hub.quarantined(name);
  return {
    aside: (await putAside(s, id, quarantined)).map((one) => ({
      ...one,
      accountName: named(one.accountId),
      differences: one.differences.map((difference) => ({
        ...difference,
        fields: difference.fields.map(({ key, now, then }) => ({
          key,
          now: named(now) || now,
          then: named(then) || then
        }))
      }))
    })),
    asideDecided: quarantined.flatMap(({ at, accountId, decision, decidedAt, decidedBy }) =>
      decision && decidedAt
        ? [{ at, accountName: named(accountId), decision, decidedAt, decidedBy: named(decidedBy ?? '') }]
        : []
    ),
    removed: (await s.hub.removed(name)).map((one) => ({ ...one, accountName: named(one.accountId) }))
  };
}

function filesOf(s: Pick<Ground, 'store'>, communityId: string, meetingId: string) {
  const { id, at, accountId, entries, issues, changed } = tabletFile;
  return s.store.q
    .select({ id, at, accountId, entries, issues, changed })
    .from(tabletFile)
    .where(and(eq(tabletFile.communityId, communityId), eq(tabletFile.meetingId, meetingId)))
    .orderBy(desc(at))
    .limit(50)
    .all();
}

function waitingChanges(s: Pick<Ground, 'store'>, communityId: string, meetingId: string) {
  const { itemId, field, ledgerValue, tabletValue, seenAt } = lateChange;
  return s.store.q
    .select({ itemId, number: item.number, title: item.title, field, ledgerValue, tabletValue, seenAt })
    .from(lateChange)
    .innerJoin(item, and(eq(item.communityId, lateChange.communityId), eq(item.id, lateChange.itemId)))
    .where(and(eq(lateChange.communityId, communityId), cameOf(meetingId), isNull(lateChange.decision)))
    .orderBy(asc(item.number))
    .all();
}
