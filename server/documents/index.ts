export { issuesXlsx } from './issues-xlsx';
export { paperDocx } from './paper-docx';
export { sheetXlsx, type SheetHead } from './sheet-xlsx';
