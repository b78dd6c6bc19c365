import { z } from 'zod';
import { noteBacklog } from '$server/meetings';
import type { RequestHandler } from './$types';

const whole = z.number().int().min(0);
const backlog = z.object({ waiting: whole.max(99_999), clientId: whole, clock: whole });

/** A tablet that cannot reach the meeting's document says what it holds. Answered the same whoever asks. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const input = backlog.safeParse(await request.json().catch(() => null));
  if (input.success) await noteBacklog(locals.services, params.id, locals.deviceId, input.data);
  return new Response(null, { status: 204 });
};
