import type { Operation } from './operation';
import * as schemas from './schemas';

/** Endpoints of what everybody with an account has: their notices, the working days. */
export const COMMON: readonly Operation[] = [
  {
    method: 'get',
    path: '/notices',
    summary: 'The caller’s notices, newest first',
    query: schemas.noticesQuery,
    answers: [{ status: 200, description: 'A page', schema: schemas.noticeList }],
    refuses: [400, 401]
  },
  {
    method: 'post',
    path: '/notices/read',
    summary: 'The caller has read one of his notices, or all up to one; another’s stay as they are',
    body: schemas.readInput,
    answers: [{ status: 204, description: 'Noted' }],
    refuses: [400, 401, 413, 415]
  },
  {
    method: 'get',
    path: '/calendar',
    summary: 'The working days of a year as they were announced',
    query: schemas.yearQuery,
    answers: [{ status: 200, description: 'The year', schema: schemas.calendarOutput }],
    refuses: [400, 401]
  },
  {
    method: 'post',
    path: '/calendar',
    summary: 'Take a year’s days, as seen in the preview; deadlines that rest on them are counted again',
    body: schemas.calendarInput,
    answers: [{ status: 200, description: 'Taken', schema: schemas.calendarTaken }],
    refuses: [400, 401, 403, 409, 413, 415]
  },
  {
    method: 'post',
    path: '/calendar/preview',
    summary: 'Read a year’s notice and say what would come of it; changes nothing',
    body: schemas.calendarText,
    answers: [{ status: 200, description: 'What was read', schema: schemas.calendarPreview }],
    refuses: [400, 401, 403, 413, 415]
  }
];
