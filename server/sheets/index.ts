export { bringBack, type Brought } from './bring-back';
export { findSheet, issueSheets, listSheets, type ListedSheet, type SheetRow } from './sheets';
