export { issuesXlsx } from './issues-xlsx';
export { paperDocx } from './paper-docx';
