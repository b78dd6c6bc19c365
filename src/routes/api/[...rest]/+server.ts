import { problemResponse } from '$server/api';
import type { RequestHandler } from './$types';

/** Whatever the API does not know is said in its own way, never by a web page. */
export const fallback: RequestHandler = ({ locals, url }) =>
  problemResponse({ refused: 'page/absent' }, locals.locale, url.pathname);
