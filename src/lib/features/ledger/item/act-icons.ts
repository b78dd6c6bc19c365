import { isAct, type Act } from '$lib/domain/ledger/acts';
import type { IconName } from '$lib/ui/icons';

/** What stands before each act in an item's history. */
const ICONS: Readonly<Record<Act, IconName>> = {
  open: 'ledger',
  dispatch: 'right',
  answer: 'answer',
  decline: 'close',
  accept: 'check',
  return: 'undo',
  ask: 'voice',
  extend: 'calendar',
  hold: 'hourglass',
  refuse: 'close',
  resume: 'right',
  note: 'note',
  finish: 'check',
  verify: 'search',
  rework: 'undo',
  rate: 'care',
  chase: 'flag',
  escalate: 'up',
  'add-part': 'people',
  'accept-part': 'people',
  'finish-part': 'check',
  'return-part': 'undo',
  'release-part': 'people',
  merge: 'link',
  'merge-from': 'link',
  unmerge: 'copy',
  split: 'copy',
  reopen: 'undo',
  amend: 'edit',
  recalculate: 'calendar',
  'report-done': 'check',
  'report-not-yet': 'hourglass',
  'report-reopen': 'undo',
  'take-late-change': 'ledger',
  'keep-ledger-value': 'ledger',
  'withdraw-import': 'undo'
};

/** The icon of an act; the ledger's where a newer version wrote it. */
export function iconOf(act: string): IconName {
  return isAct(act) ? ICONS[act] : 'ledger';
}
