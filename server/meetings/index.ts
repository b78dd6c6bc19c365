export { bringIn, type BroughtIn } from './bring-in';
export { carriedForPlan } from './carried';
export { closeMeeting, type Closed } from './close-meeting';
export { comingMeetings } from './coming-meetings';
export { findInMeetings, reindexDiary, type DiaryPlace, type FoundLine, type FoundMeeting } from './diary-search';
export { findMeeting, meetingByCode, type MeetingRow } from './find-meeting';
export { getMeeting } from './get-meeting';
export { repairPhases } from './repair-phases';
export { createTabletBacklogs, noteBacklog, type TabletBacklogs, type Backlog } from './tablet-backlogs';
export {
  cameOf,
  cameOfIssue,
  issueOf,
  issueOrigin,
  issuesBehind,
  originIssue,
  originMeeting,
  type IssueRef
} from './item-origin';
export { numbersOfMeeting } from './numbers-of-meeting';
export { publicItems } from './public-items';
export { saidOfItem, type Quote, type SaidOfItem } from './said-of-item';
export { chooseTrack, procedureOf, procedureRules, setProcedureRules, type Procedure } from './procedure';
export { reportBack, reportedAt, type ReportBack } from './report-back';
export { checkTablets } from './check-tablets';
export { joinMeetings } from './join-meetings';
export { listMeetings, type MeetingLine } from './list-meetings';
export { meetingCalendar } from './meeting-calendar';
export { meetingAttachments, MEETING_OWNER, ownerOfMeeting } from './meeting-attachments';
export { meetingKind } from './meeting-kind';
export { meetingRecord, type MeetingRecord, type RecordedIssue } from './meeting-record';
export { openMeeting } from './open-meeting';
export { notePhotosAway } from './photos-away';
export { planMeeting, type Plan } from './plan-meeting';
export { decideAside, type PutAside } from './put-aside';
export { whereNext } from './where-next';
export { verifyMeeting, verifyMeetingsHaveDocuments } from './verify-meetings';
