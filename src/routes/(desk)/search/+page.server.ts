import { may } from '$lib/domain/identity/role';
import type { FoundItem as FoundItemView } from '$lib/domain/search/view';
import { searchEverything, type FoundItem } from '$server/search';
import { orError, signedIn } from '../answer';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const caller = signedIn(locals);
  const query = (url.searchParams.get('q') ?? '').trim().slice(0, 100);
  const found = query ? orError(await searchEverything(locals.services, caller, query), locals.locale) : null;
  return {
    query,
    all: may(caller.role, 'meetings/read'),
    found: found && {
      total: found.total,
      atLeast: found.atLeast,
      numbered: found.numbered.map(itemView),
      items: found.items.map(itemView),
      meetings: found.meetings.map(({ id, startsAt, pieces }) => ({ id, startsAt, title: pieces })),
      lines: found.lines.map(({ id, meetingId, meetingTitle, at, speaker, pieces }) => ({
        id,
        meetingId,
        meetingTitle,
        at,
        speaker,
        text: pieces
      }))
    }
  };
};

function itemView({ line, title, where }: FoundItem): FoundItemView {
  const { id, number, state, ownerName, deadlineOn, overdue, finishedAt } = line;
  return { id, number, title, where, state, owner: ownerName, deadlineOn, overdue, finishedAt };
}
