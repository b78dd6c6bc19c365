import { eq } from 'drizzle-orm';
import { isAgreedPublic } from '$lib/document/disputes';
import { readArrivals } from '$lib/document/attendance';
import { meetingDocument } from '$lib/document/keys';
import { projection } from '$lib/document/projection';
import type { EntryRecord, IssueRecord } from '$lib/document/records';
import { presenceOf } from '$lib/domain/meetings/attendance';
import { personsNamed } from '$lib/domain/privacy/mask-public';
import type { PaperSource, PaperWords } from '$lib/domain/papers/make-paper';
import { common, labelOf } from '$lib/words/common';
import { inLocale, type Locale } from '$lib/words/dictionary';
import { attendance as attendanceWords } from '$lib/words/attendance';
import { papers as words } from '$lib/words/papers';
import { getCommunity, listParties, listVenues } from '../community';
import { unnamedAt } from '../attendance';
import { account } from '../identity/tables';
import { declinedAt } from '../invitations';
import { numbersOfMeeting } from '../meetings';
import type { MeetingRow } from '../meetings';
import type { Hub } from '../collab';
import type { Ground } from '../ground';

/** The words of papers in a language, as `makePaper` wants them. */
export function paperWords(locale: Locale): PaperWords {
  const t = inLocale(words, locale);
  const outcomes: Record<string, string> = { open: t.outcomeOpen, ledger: t.outcomeLedger, dropped: t.outcomeDropped };
  return {
    ...t,
    head: [t.colNo, t.colIssue, t.colCategory, t.colRaised, t.colOutcome, t.colOwner, t.colDue],
    outcome(outcome, number) {
      const label = Object.hasOwn(outcomes, outcome) ? outcomes[outcome]! : outcome;
      if (!number) return label;
      return `${outcome === 'open' ? t.outcomeOpenInLedger : label}\n${t.inLedger(number)}`;
    }
  };
}

/** What a meeting was, for its papers: from its document, names in the place of ids. */
export async function paperSource(
  s: Pick<Ground, 'store'> & { hub: Hub },
  meeting: MeetingRow,
  locale: Locale
): Promise<{ source: PaperSource; names: string[] } | null> {
  const { communityId, id } = meeting;
  const found = await s.hub.read(meetingDocument(id), (doc, whose) => ({
    projected: projection(doc, whose),
    arrivals: readArrivals(doc)
  }));
  if (!found) return null;
  const [unnamed, declined, numbers, community, parties, venues, people] = await Promise.all([
    unnamedAt(s, communityId, id),
    declinedAt(s, communityId, id),
    numbersOfMeeting(s, communityId, id),
    getCommunity(s, communityId),
    listParties(s, communityId),
    listVenues(s, communityId),
    s.store.q
      .select({ id: account.id, name: account.name })
      .from(account)
      .where(eq(account.communityId, communityId))
      .all()
  ]);
  const { meta, marks, scribe } = found.projected;
  // Papers are made to be published: what is withheld is in none of them.
  const [entries, issues] = [found.projected.entries, found.projected.issues].map((all) =>
    all.filter((one) => one.withheld === null)
  ) as [EntryRecord[], IssueRecord[]];
  const c = inLocale(common, locale);
  const t = inLocale(words, locale);
  const a = inLocale(attendanceWords, locale);
  const timeZone = community?.timeZone ?? 'Asia/Shanghai';
  const nameOf = new Map(people.map((person) => [person.id, person.name]));
  const partyOf = new Map(parties.map((party) => [party.id, party.name]));
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hour12: false });
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long' });
  const dayOnly = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'long' });
  const at = (moment: string) => (Number.isNaN(Date.parse(moment)) ? '' : time.format(new Date(moment)));
  const starts = new Date(meta.startsAt || meeting.startsAt);
  const dissentsOf = (target: string) =>
    marks.filter((mark) => mark.mark === 'dissent' && mark.target === target).map(({ who, text }) => ({ who, text }));
  const presence = presenceOf(found.arrivals);
  const groups = [
    ...presence.groups.filter(({ building }) => building).map(({ building, count }) => a.building(building, count)),
    ...presence.names
  ].join(c.listSeparator);
  const writers = [...new Set(entries.map((entry) => nameOf.get(entry.by) ?? ''))].filter(Boolean);
  const decisions = entries.filter((entry) => entry.kind === 'decision' && entry.text.trim());
  const source: PaperSource = {
    title: meta.title || meeting.title,
    time: `${day.format(starts)} ${time.format(starts)}${meeting.closedAt ? `—${at(meeting.closedAt)}` : ''}`,
    place: venues.find((venue) => venue.id === (meta.venueId ?? meeting.venueId))?.name ?? '',
    chair: (meeting.closedBy && nameOf.get(meeting.closedBy)) || nameOf.get(meeting.createdBy) || '',
    recorder: scribe ? (nameOf.get(scribe.accountId) ?? scribe.name) : writers.join(c.listSeparator),
    present: t.presentCount(presence.total, groups),
    absent: declined.join(c.listSeparator),
    entries: entries
      .filter((entry) => entry.text.trim())
      .map((entry) => ({
        id: entry.id,
        time: at(entry.at),
        kind: labelOf(c, 'entry', entry.kind),
        speaker: entry.speaker,
        text: entry.text,
        dissents: dissentsOf(`entries/${entry.id}`),
        sheet: entry.sheet
      })),
    issues: issues
      .filter((issue) => issue.title.trim() || issue.detail.trim())
      .map((issue) => ({
        id: issue.id,
        title: issue.title,
        detail: issue.detail,
        outcome: issue.outcome,
        answer: issue.answer,
        category: issue.category ? labelOf(c, 'category', issue.category) : '',
        owner: (issue.ownerId && partyOf.get(issue.ownerId)) || '',
        due: issue.dueOn ? dayOnly.format(new Date(`${issue.dueOn}T00:00:00Z`)) : '',
        raisedBy: issue.raisedBy,
        supporters: issue.supporters,
        decisions: decisions.filter((entry) => entry.issueId === issue.id).map(({ text }) => text),
        dissents: dissentsOf(`issues/${issue.id}`),
        number: numbers.get(issue.id) ?? ''
      })),
    decisions: decisions
      .filter((entry) => !issues.some((issue) => issue.id === entry.issueId))
      .map(({ id: entryId, text }) => ({ id: entryId, text }))
      .concat(
        found.projected.disputes.filter(isAgreedPublic).map((dispute) => ({
          id: dispute.id,
          text: t.disputeAgreed(
            dispute.topic,
            dispute.agreed,
            (dispute.checkerId && partyOf.get(dispute.checkerId)) || '',
            dispute.checkOn ? dayOnly.format(new Date(`${dispute.checkOn}T00:00:00Z`)) : ''
          )
        }))
      )
  };
  // Staff act in public; those who spoke are people, and may have been written down by their names.
  const agreed = new Set(presence.names);
  const spoke = [
    ...entries.map(({ speaker }) => speaker),
    ...issues.map(({ raisedBy }) => raisedBy),
    ...marks.map(({ who }) => who)
  ]
    .map((name) => name.trim())
    .filter((name) => /^[\u4e00-\u9fff]{2,4}$/.test(name));
  const names = personsNamed([...spoke, ...unnamed]).filter((name) => !agreed.has(name));
  return { source, names };
}
