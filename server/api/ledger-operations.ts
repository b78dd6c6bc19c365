import type { OwnAct } from '$lib/domain/ledger/acts';
import type { Operation } from './operation';
import * as schemas from './schemas';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** What an act may be refused with: its form, the right, the item, its state or version, the body. */
const ACTED = [400, 401, 403, 404, 409, 413, 415];

/** What has a verb of its own has an endpoint of its own. */
const OWN: Readonly<Record<OwnAct, Operation>> = {
  amend: {
    method: 'patch',
    path: '/ledger/{id}',
    summary: 'Put its words, kind, tier or place otherwise; the history keeps what stood there',
    body: schemas.amendInput,
    answers: [{ status: 200, description: 'As it is now', schema: schemas.actOutput }],
    refuses: ACTED
  },
  merge: {
    method: 'post',
    path: '/ledger/{id}/merge',
    summary: 'Put it into another item, which answers both from now on; it keeps its number and its voice',
    body: schemas.mergeInput,
    answers: [{ status: 200, description: 'Merged', schema: schemas.actOutput }],
    refuses: ACTED
  },
  unmerge: {
    method: 'post',
    path: '/ledger/{id}/unmerge',
    summary: 'Take it out of the item that it was put into; it is open again',
    body: schemas.unmergeInput,
    answers: [{ status: 200, description: 'Open again', schema: schemas.actOutput }],
    refuses: ACTED
  },
  split: {
    method: 'post',
    path: '/ledger/{id}/split',
    summary: 'Make a matter that stands within it an item of its own',
    body: schemas.splitInput,
    answers: [{ status: 201, description: 'The new item', schema: schemas.actOutput }],
    refuses: ACTED
  }
};

/** Endpoints of the ledger. */
export const LEDGER: readonly Operation[] = [
  {
    method: 'get',
    path: '/ledger',
    summary: 'Ledger items, newest first',
    query: schemas.ledgerQuery,
    answers: [{ status: 200, description: 'A page', schema: schemas.itemPage }],
    refuses: [400, 401, 403]
  },
  {
    method: 'get',
    path: '/ledger/counts',
    summary: 'How many items stand in each saved view that the caller is shown',
    answers: [{ status: 200, description: 'By view', schema: schemas.countsOutput }],
    refuses: [401, 403]
  },
  {
    method: 'get',
    path: '/ledger/export',
    summary: 'All items that fit the list’s filter as a file; brought back in it changes nothing',
    query: schemas.exportQuery,
    answers: [{ status: 200, description: 'The file', bytes: [XLSX, 'text/csv'] }],
    refuses: [400, 401, 403]
  },
  {
    method: 'post',
    path: '/ledger/chases',
    summary: 'Chase many items at once; each is judged by itself and whoever owes something is told',
    body: schemas.chasesInput,
    answers: [{ status: 200, description: 'What became of each', schema: schemas.chasesOutput }],
    refuses: [400, 401, 413, 415]
  },
  {
    method: 'get',
    path: '/ledger/photos/{id}',
    summary: 'A picture of an item’s act',
    query: schemas.photoFileQuery,
    answers: [{ status: 200, description: 'The picture', bytes: ['image/jpeg'] }],
    refuses: [400, 401, 404]
  },
  {
    method: 'get',
    path: '/ledger/{id}',
    summary: 'One item with where it came from and its history',
    answers: [{ status: 200, description: 'The item', schema: schemas.itemOutput }],
    refuses: [401, 403, 404]
  },
  {
    method: 'post',
    path: '/ledger/{id}/acts',
    summary: 'Do an act of its life: dispatch, accept, return, extend, hold, note, finish, verify, rate, chase …',
    body: schemas.actInput,
    answers: [{ status: 200, description: 'Done', schema: schemas.actOutput }],
    refuses: ACTED
  },
  {
    method: 'get',
    path: '/ledger/{id}/events',
    summary: 'Its history in full, the oldest first',
    answers: [{ status: 200, description: 'All of it', schema: schemas.eventList }],
    refuses: [401, 404]
  },
  {
    method: 'post',
    path: '/ledger/{id}/late-changes',
    summary: 'Decide upon what a late tablet says otherwise',
    body: schemas.lateChangeInput,
    answers: [{ status: 204, description: 'Decided' }],
    refuses: ACTED
  },
  ...Object.values(OWN),
  {
    method: 'get',
    path: '/ledger/{id}/photos',
    summary: 'The pictures of its acts; the file of each is at /ledger/photos/{id}',
    answers: [{ status: 200, description: 'The oldest first', schema: schemas.photoList }],
    refuses: [401, 404]
  },
  {
    method: 'post',
    path: '/ledger/{id}/photos',
    summary:
      'Send a picture, up to 8 MB, for an act to come: its id goes into `photos` of that act within a day, or it is forgotten. It is made anew from its pixels',
    query: schemas.photoQuery,
    bytes: 'image/*',
    answers: [{ status: 201, description: 'Kept', schema: schemas.photoOutput }],
    refuses: [400, 401, 404, 409, 413, 415, 503, 507]
  }
];
