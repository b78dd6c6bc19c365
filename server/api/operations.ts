import { FIGURES } from './figure-operations';
import { COMMON } from './common-operations';
import { LEDGER } from './ledger-operations';
import type { Operation } from './operation';
import * as schemas from './schemas';

/** Every operation of `/api/v1`; a test holds it against the routes. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/session',
    summary: 'Sign in; the answer carries the session cookie',
    open: true,
    body: schemas.signInInput,
    answers: [{ status: 204, description: 'Signed in' }],
    refuses: [400, 401, 403, 413, 415, 429, 503]
  },
  {
    method: 'delete',
    path: '/session',
    summary: 'Sign out',
    open: true,
    answers: [{ status: 204, description: 'Signed out' }],
    refuses: [403]
  },
  {
    method: 'get',
    path: '/meetings',
    summary: 'Meetings, newest first',
    query: schemas.listQuery,
    answers: [{ status: 200, description: 'A page', schema: schemas.meetingPage }],
    refuses: [400, 401, 403]
  },
  {
    method: 'post',
    path: '/meetings',
    summary: 'Plan a meeting; planning the same one again under the same id changes nothing',
    body: schemas.planInput,
    answers: [{ status: 201, description: 'Planned', schema: schemas.meetingOutput }],
    refuses: [400, 401, 403, 409, 413, 415]
  },
  {
    method: 'get',
    path: '/meetings/{id}',
    summary: 'One meeting',
    answers: [{ status: 200, description: 'The meeting', schema: schemas.meetingOutput }],
    refuses: [401, 403, 404]
  },
  {
    method: 'post',
    path: '/meetings/{id}/close',
    summary: 'Close: every confirmed issue becomes a ledger item. Closing again changes nothing and answers the same',
    answers: [{ status: 200, description: 'Closed', schema: schemas.closeOutput }],
    refuses: [401, 403, 404]
  },
  {
    method: 'head',
    path: '/uploads/{id}',
    summary:
      'How much of a picture or voice note is here: Upload-Offset in bytes, and Upload-Complete ?1 when it is kept',
    answers: [{ status: 200, description: 'Some or all of it is here' }],
    refuses: [401, 404]
  },
  {
    method: 'patch',
    path: '/uploads/{id}',
    summary:
      'Send a piece of a picture or voice note, up to 1 MB, from Upload-Offset on. Safe to repeat; 409 says the right Upload-Offset. Pictures are made anew from their pixels; the file may be forgotten once `complete` is true',
    query: schemas.uploadQuery,
    headers: schemas.uploadHeaders,
    bytes: 'application/partial-upload',
    answers: [{ status: 200, description: 'Taken', schema: schemas.uploadOutput }],
    refuses: [400, 401, 403, 404, 409, 410, 413, 415, 429, 503, 507]
  },
  ...LEDGER,
  ...FIGURES,
  ...COMMON,
  {
    method: 'get',
    path: '/venues',
    summary: 'Places where people meet',
    answers: [{ status: 200, description: 'All of them', schema: schemas.venueList }],
    refuses: [401]
  },
  {
    method: 'get',
    path: '/parties',
    summary: 'Who can own a promise',
    answers: [{ status: 200, description: 'All of them', schema: schemas.partyList }],
    refuses: [401, 403]
  },
  {
    method: 'get',
    path: '/openapi.json',
    summary: 'This document',
    open: true,
    answers: [{ status: 200, description: 'OpenAPI 3.1' }],
    refuses: []
  }
];
