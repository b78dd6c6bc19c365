import type { Operation } from './operation';
import * as schemas from './schemas';

/** Endpoints of the figures. */
export const FIGURES: readonly Operation[] = [
  {
    method: 'get',
    path: '/figures',
    summary: 'The figures of a month beside those of the month before',
    query: schemas.monthQuery,
    answers: [{ status: 200, description: 'In the order of the metric book', schema: schemas.monthFigures }],
    refuses: [400, 401, 403]
  },
  {
    method: 'get',
    path: '/figures/book',
    summary: 'The metric book: what each figure counts, of what, and what it leaves out',
    answers: [{ status: 200, description: 'All of it', schema: schemas.metricBook }],
    refuses: [401]
  },
  {
    method: 'get',
    path: '/figures/items',
    summary: 'The items behind a figure, newest first',
    query: schemas.behindQuery,
    answers: [{ status: 200, description: 'A page', schema: schemas.itemsBehind }],
    refuses: [400, 401, 403]
  },
  {
    method: 'get',
    path: '/figures/{key}',
    summary: 'One figure over twelve months, and by kind, grid, owner, place and channel',
    params: schemas.metricParams,
    query: schemas.monthQuery,
    answers: [{ status: 200, description: 'The figure', schema: schemas.unitFigures }],
    refuses: [400, 401, 403, 404]
  }
];
