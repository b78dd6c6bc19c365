import { answer, bookView, forCaller } from '$server/api';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async () => answer(event, bookView(event.locals.locale)));
