import { refused } from '$lib/domain/refusal';
import { answer, forCaller, meetingView } from '$server/api';
import { getMeeting } from '$server/meetings';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const meeting = await getMeeting(event.locals.services, caller, event.params.id);
    return refused(meeting) ? meeting : answer(event, meetingView(meeting));
  });
