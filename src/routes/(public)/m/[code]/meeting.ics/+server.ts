import { error } from '@sveltejs/kit';
import { refusalSentence } from '$lib/words/refusals';
import { meetingCalendar } from '$server/meetings';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ params, url, locals }) => {
  const { services, locale } = locals;
  const address = `${services.config.origin ?? url.origin}/m/${params.code}`;
  const file = await meetingCalendar(services, params.code, address);
  if (!file) error(404, refusalSentence({ refused: 'meeting/absent' }, locale));
  return new Response(file, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="meeting.ics"',
      'cache-control': 'no-store'
    }
  });
};
