import { refused } from '$lib/domain/refusal';
import { sayNotice } from '$lib/words/say-notice';
import { answer, forCaller, readQuery, schemas } from '$server/api';
import { today } from '$server/community';
import { countUnread, listNotices } from '$server/notices';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const query = readQuery(event.url, schemas.noticesQuery);
    if (refused(query)) return query;
    const { services, locale } = event.locals;
    const day = await today(services, caller.communityId);
    const { notices, next } = await listNotices(services, caller, query.value.before ?? null);
    return answer(event, {
      // The values hold more than a person is told, links among them.
      notices: notices.map(({ values, ...one }) => ({
        ...one,
        line: sayNotice({ ...one, values }, { locale, today: day, to: 'list' })
      })),
      next,
      unread: await countUnread(services, caller)
    });
  });
