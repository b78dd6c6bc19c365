export { beginImport } from './begin-import';
export { exportItems, type ItemsFile } from './export-items';
export { findImport, listImports, type ImportRow } from './find-import';
export { importPage, type ImportPage, type Outcome } from './import-page';
export { createImportJobs, repairImports, type ImportJobs } from './jobs';
export { reviewRows, type Review } from './review-rows';
export { readFile, type ReadFile } from './read-file';
export {
  chooseAmended,
  chooseColumns,
  chooseHead,
  chooseSheet,
  dropImport,
  fixCells,
  lookAtColumns,
  matchValues,
  type Matching
} from './set-import';
