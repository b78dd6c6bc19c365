import { stream } from '../../../stream';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => stream(event, 'residents');
