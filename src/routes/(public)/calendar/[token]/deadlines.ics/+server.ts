import { error } from '@sveltejs/kit';
import { refusalSentence } from '$lib/words/refusals';
import { calendarFeed } from '$server/notices';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ params, locals }) => {
  const file = await calendarFeed(locals.services, params.token);
  if (file === null) error(404, refusalSentence({ refused: 'page/absent' }, locals.locale));
  return new Response(file, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="deadlines.ics"',
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex'
    }
  });
};
