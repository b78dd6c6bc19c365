export { issuesXlsx } from './issues-xlsx';
export { paperDocx } from './paper-docx';
export { columnName, sheetXlsx, type SheetHead } from './sheet-xlsx';
