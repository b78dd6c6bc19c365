/**
 * A refusal is data, a fault is an exception. `refused` is a key of `words/refusals.ts` and of the table that maps it to
 * an HTTP status; `with` fills the sentence; `fields` names the inputs concerned.
 */
export interface Refusal {
  refused: RefusalKey;
  with?: Record<string, string | number>;
  fields?: Record<string, RefusalKey>;
}

export const REFUSALS = {
  'sign-in/required': 401,
  'sign-in/wrong': 401,
  'sign-in/slowed': 429,
  'sign-in/disabled': 403,
  'pin/wrong': 401,
  'pin/spent': 401,
  'pin/unfit': 400,
  'right/missing': 403,
  'origin/foreign': 403,
  'input/invalid': 400,
  'input/too-large': 413,
  'input/not-json': 415,
  'field/missing': 400,
  'field/too-long': 400,
  'field/unfit': 400,
  'meeting/absent': 404,
  'meeting/exists': 409,
  'meeting/closed': 409,
  'meeting/joined': 409,
  'file/unfit': 400,
  'file/other-meeting': 409,
  'upload/absent': 404,
  'upload/offset': 409,
  'upload/unfit': 415,
  'upload/too-large': 413,
  'upload/meeting-full': 410,
  'upload/slowed': 429,
  'disk/full': 507,
  'phones/shut': 409,
  'phones/slowed': 429,
  'phones/full': 429,
  'phones/picture-large': 413,
  'phones/picture-unfit': 415,
  'poll/closed': 409,
  'poll/unfit': 400,
  'issue/absent': 404,
  'paper/absent': 404,
  'paper/changed': 409,
  'paper/full': 409,
  'paper/not-final': 409,
  'paper/not-out': 409,
  'paper/personal': 409,
  'invitation/absent': 410,
  'invitation/full': 409,
  'invitation/spent': 429,
  'sheet/absent': 404,
  'sheet/no-meeting': 400,
  'sheet/full': 409,
  'calendar/changed': 409,
  'item/absent': 404,
  'item/changed': 409,
  'item/not-now': 409,
  'item/parts-open': 409,
  'item/no-target': 409,
  'party/absent': 400,
  'view/full': 409,
  'page/absent': 404,
  'method/unknown': 405,
  'watch/too-many': 429,
  'server/fault': 500,
  'server/busy': 503
} as const;
export type RefusalKey = keyof typeof REFUSALS;

export function refused(result: unknown): result is Refusal {
  return typeof result === 'object' && result !== null && 'refused' in result;
}
