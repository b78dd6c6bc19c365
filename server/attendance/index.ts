export { attendanceOf, type AttendanceLine, type AttendanceSheet } from './attendance-of';
export { erasePerson } from './erase-person';
export { importHouseholds, listHouseholds, type ImportedHouseholds } from './households';
export { privateKind } from './private-kind';
export { privateReadsOf, sweepPrivateReads, type PrivateRead } from './private-reads';
export { unnamedAt } from './unnamed';
export { verifyAttendance } from './verify-attendance';
