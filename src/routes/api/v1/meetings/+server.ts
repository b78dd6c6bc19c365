import { refused } from '$lib/domain/refusal';
import { answer, forCaller, meetingView, readJson, readQuery, schemas } from '$server/api';
import { listMeetings, planMeeting } from '$server/meetings';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const query = readQuery(event.url, schemas.listQuery);
    if (refused(query)) return query;
    const page = await listMeetings(event.locals.services, caller, query.value);
    if (refused(page)) return page;
    return answer(event, { meetings: page.meetings.map(meetingView), nextCursor: page.nextCursor });
  });

export const POST: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const input = await readJson(event.request, schemas.planInput);
    if (refused(input)) return input;
    const { locale, services } = event.locals;
    const meeting = await planMeeting(services, caller, { ...input.value, locale });
    if (refused(meeting)) return meeting;
    return answer(event, meetingView(meeting), 201, { location: `/api/v1/meetings/${meeting.id}` });
  });
