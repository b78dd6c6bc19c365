import { setImmediate } from 'node:timers/promises';
import type { State } from '$lib/domain/ledger/state';
import type { RequestsQuery } from '$lib/domain/open311/query';
import { serviceRequestOf, type RequestWords, type ServiceRequest } from '$lib/domain/open311/request';
import { maskerOf } from '$lib/domain/open311/text';
import type { Ground } from '../ground';
import type { Jurisdiction } from './jurisdiction';
import { issuesBehind } from '../meetings';
import { namesAtMeetings, namesOfCommunity } from './known-names';
import { publicRows, type PublicRow } from './public-rows';
import { saidOfItems } from './said-of-items';

/** So many are masked before others have their turn. */
const AT_A_TIME = 50;

/** The public requests that a query is about, with nothing of a person in them (rules G1 to G4). */
export async function findRequests(
  s: Pick<Ground, 'store'>,
  jurisdiction: Jurisdiction,
  asked: RequestsQuery,
  words: RequestWords
): Promise<ServiceRequest[]> {
  const { q } = s.store;
  const { communityId, name: community, timeZone } = jurisdiction;
  const rows = await publicRows(q, communityId, asked);
  const issues = await issuesBehind(q, communityId, rows);
  const meetings = [...new Set([...issues.values()].map(({ meetingId }) => meetingId))];
  const names = await namesAtMeetings(q, communityId, meetings);
  const said = await saidOfItems(q, communityId, rows);
  const mask = maskerOf(await namesOfCommunity(q, communityId));
  const requests: ServiceRequest[] = [];
  for (const [n, row] of rows.entries()) {
    if (n % AT_A_TIME === AT_A_TIME - 1) await setImmediate();
    const own = [row.raisedBy, row.issueRaisedBy ?? '', ...(names.get(issues.get(row.id)?.meetingId ?? '') ?? [])];
    const hide = (text: string) => mask(text, own);
    requests.push(
      serviceRequestOf(
        {
          id: row.id,
          state: row.state as State,
          category: row.category,
          dueOn: row.dueOn,
          community,
          timeZone,
          createdAt: row.createdAt,
          updatedAt: row.updatedAt,
          finishedAt: row.finishedAt,
          title: hide(row.title),
          detail: hide(detailOf(row)),
          said: hide(row.state === 'answered' ? row.answer : (said.get(row.id) ?? '')),
          agency: row.ownerName === null ? null : row.ownerKind === 'organisation' ? hide(row.ownerName) : community,
          place: row.place === null ? null : hide(row.place)
        },
        words
      )
    );
  }
  return requests;
}

/** What the office has written since stands on no public page (rule G3). */
function detailOf({ detail, issueDetail }: PublicRow): string {
  return issueDetail !== null && issueDetail === detail ? detail : '';
}
