export { closeMeeting, type Closed } from './close-meeting';
export { meetingByCode, type MeetingRow } from './find-meeting';
export { getMeeting } from './get-meeting';
export { healPhases } from './heal-phases';
export { listMeetings, type MeetingLine } from './list-meetings';
export { meetingKind } from './meeting-kind';
export { meetingRecord, type MeetingRecord, type RecordedIssue } from './meeting-record';
export { openMeeting } from './open-meeting';
export { planMeeting, type Plan } from './plan-meeting';
