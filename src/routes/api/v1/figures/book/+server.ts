import { answer, metricsView, forCaller } from '$server/api';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async () => answer(event, metricsView(event.locals.locale)));
