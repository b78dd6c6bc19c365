import type { RequestHandler } from './$types';

/** The databases answer: the process may be given work. */
export const GET: RequestHandler = async ({ locals }) => {
  const headers = { 'cache-control': 'no-store' };
  try {
    await locals.services.store.ping();
    return Response.json({ ready: true, ...locals.services.hub.stats() }, { headers });
  } catch {
    return Response.json({ ready: false }, { status: 503, headers });
  }
};
