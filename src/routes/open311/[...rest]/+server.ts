import { amiss, notOffered } from '../answer';
import type { RequestHandler } from './$types';

/** Whatever the façade does not know is said in its own way, never by a web page. */
export const GET: RequestHandler = (event) => amiss(event, 404, 'error/address');
export const fallback: RequestHandler = notOffered;
