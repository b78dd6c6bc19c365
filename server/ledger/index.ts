export { actOnItem, byOf, type Acting } from './act-on-item';
export { actOnMany, previewMany, type Many, type Outcome } from './act-on-many';
export { amendItem, type Amendment } from './amend-item';
export { applyAct, SYSTEM, type Applied, type By, type Doing } from './apply-act';
export { BOARD, boardOf, type Column } from './board';
export { chainHead, stillInChain } from './chain-head';
export { chaseDaily, type ChasedMorning } from './chase-daily';
export { chaseItems, MOST_CHASED, tellChased, type ChaseResult } from './chase-items';
export { countingFor, countingOf, type CommunityCounting } from './counting';
export { countOfYear, createItem, type NewItem } from './create-item';
export { decideLateChange, type LateDecision } from './decide-late-change';
export { dueCalendar, type DueDay } from './due-calendar';
export { dueChoices, type DueChoices } from './due-choices';
export { eachItem } from './each-item';
export { chainBrokenAt, type EventRow } from './event-hash';
export { eventView, type EventView } from './event-view';
export { getItem, type ItemPage } from './get-item';
export { UNHEARD, type ActHearer, type ActHearers, type Happened, type Hearing } from './hearing';
export { fitting, type Fitting, type ItemFilter } from './item-filter';
export { ITEM_OWNER, itemAttachments } from './item-attachments';
export {
  giveItemPhoto,
  keepItemPhoto,
  listItemPhotos,
  PHOTO_PHASES,
  photosOfItem,
  waitingPhotos,
  type ItemPhoto,
  type PhotoPhase
} from './item-photos';
export { itemsOfNumber } from './items-of-number';
export { chaseStep, startChasing } from './start-chasing';
export { lineColumns, lineOf, listItems, type ItemLine, type ItemList } from './list-items';
export { mergeItems, unmergeItem } from './merge-items';
export { noteLateChanges, LATE_TABLET, type OriginValues } from './note-late-change';
export { ledgerSettings, setLedgerSettings } from './ledger-settings';
export { originOf, type Origin } from './origin';
export { recalculateDeadlines } from './recalculate-deadlines';
export { reindexItems, type ItemPlace } from './reindex-items';
export { removeView, savedViews, saveView } from './saved-views';
export { writeSearchRow } from './search-row';
export { splitItem } from './split-item';
export { partsOf, standingOf, type ItemRow } from './standing';
export { aboutItem, toOf, type Note, type NoteKind, type NoteTo, type Tell } from './tell';
export { verifyItemPhotos } from './verify-item-photos';
export { verifyLedger } from './verify-ledger';
export { isView, viewCondition, viewCounts, VIEWS, viewsFor, type ViewKey } from './views';
export { itemByNumber, visibleTo } from './visible';
