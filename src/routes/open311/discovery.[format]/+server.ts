import { notOffered, open311 } from '../answer';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => open311(event, event.params.format, { what: 'discovery' });
export const fallback: RequestHandler = notOffered;
