import { isAgreedPublic, type DisputeRecord } from '$lib/document/disputes';
import type { Projection } from '$lib/document/projection';
import type { IssueRecord } from '$lib/document/records';
import { fateAtClose } from '$lib/domain/meetings/readiness';
import { DEFAULT_LOCALE, inLocale } from '$lib/words/dictionary';
import { disputes as words } from '$lib/words/disputes';

/**
 * The checks of disputes that nobody would follow otherwise (rule M3): somebody was named to look on a day, and no issue was
 * made of it, or one that was not read aloud, as a quarrel had better not be. A check that was dropped is dropped.
 */
export function checksToFollow({ disputes, issues }: Pick<Projection, 'disputes' | 'issues'>): IssueRecord[] {
  return disputes.flatMap((dispute) => {
    if (!dispute.checkerId || !dispute.checkOn) return [];
    const issue = issues.find(({ id }) => id === dispute.issueId);
    if (!issue) return [checkOf(dispute)];
    return fateAtClose(issue) === 'unconfirmed' ? [issue] : [];
  });
}

/** As the tablet would have made it an issue; keyed by the dispute, so that it is made once. */
function checkOf(dispute: DisputeRecord): IssueRecord {
  const t = inLocale(words, DEFAULT_LOCALE);
  return {
    id: dispute.id,
    order: '',
    title: t.issueTitle(dispute.topic.trim()),
    detail: dispute.agreed.trim(),
    category: 'mediation',
    tier: 'simple',
    outcome: 'ledger',
    answer: '',
    ownerId: dispute.checkerId,
    dueOn: dispute.checkOn,
    venueId: null,
    raisedBy: '',
    supporters: 0,
    entryIds: [],
    confirmedAt: null,
    withheld: isAgreedPublic(dispute) ? null : (dispute.stepId ?? dispute.id)
  };
}
