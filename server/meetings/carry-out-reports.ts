import { and, eq, inArray } from 'drizzle-orm';
import type { ReportRecord } from '$lib/document/reports';
import type { Act } from '$lib/domain/ledger/acts';
import type { State } from '$lib/domain/ledger/state';
import { possible, type Actor } from '$lib/domain/ledger/transitions';
import { refused } from '$lib/domain/refusal';
import { DEFAULT_LOCALE, inLocale } from '$lib/words/dictionary';
import { reportBack as words } from '$lib/words/report-back';
import { anyOf } from '../db/any-of';
import type { Query } from '../db/store';
import { applyAct, type ActHearers, originOf, type By } from '../ledger';
import { item, itemEvent } from '../ledger/tables';
import { issueOf } from './item-origin';
import type { MeetingRow } from './find-meeting';

const ACTS: Act[] = ['report-done', 'report-not-yet', 'report-reopen'];

/**
 * Carries into the ledger what those present said of earlier promises, once a meeting and item; inside the caller's transaction.
 * “Not yet” of something that was reported as done opens it again.
 */
export async function carryOutReports(
  q: Query,
  hearers: ActHearers,
  { communityId, id: meetingId, title }: MeetingRow,
  reports: readonly ReportRecord[],
  by: By,
  at: string
): Promise<void> {
  const said = reports.filter(({ verdict }) => verdict !== null);
  if (!said.length) return;
  const ids = said.map((report) => report.id);
  const items = await q
    .select()
    .from(item)
    .where(and(eq(item.communityId, communityId), anyOf(item.id, ids)))
    .all();
  const done = await q
    .select({ itemId: itemEvent.itemId, detail: itemEvent.detail })
    .from(itemEvent)
    .where(and(eq(itemEvent.communityId, communityId), anyOf(itemEvent.itemId, ids), inArray(itemEvent.act, ACTS)))
    .all();
  const told = new Set(done.filter(({ detail }) => detail.meetingId === meetingId).map(({ itemId }) => itemId));
  const t = inLocale(words, DEFAULT_LOCALE);
  for (const row of items) {
    const report = said.find((one) => one.id === row.id);
    if (!report || told.has(row.id) || issueOf(originOf(row))?.meetingId === meetingId) continue;
    const state = row.state as State;
    const act: Act =
      report.verdict === 'done' ? 'report-done' : possible(state, 'report-reopen') ? 'report-reopen' : 'report-not-yet';
    const reason = t.ledgerReason(title, report.done, report.notYet, report.note.trim());
    // What came with a tablet after the close was said at the meeting all the same.
    const who: Actor = by.role === 'system' ? { role: 'facilitator', partyId: null } : by;
    const done = await applyAct(q, hearers, row, {
      act,
      input: { reason },
      by: { ...by, ...who },
      at,
      also: { meetingId, done: report.done, notYet: report.notYet }
    });
    // What the ledger does not allow stands in the record of the meeting all the same.
    if (refused(done)) continue;
  }
}
