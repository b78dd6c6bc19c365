export type { PlacedFinding } from './check-paper';
export { decideFindings } from './decide-findings';
export { getPaper, listPapers, publishedPapers, type PaperState } from './get-paper';
export { objectToPaper } from './object';
export { publishPaper, withdrawPaper } from './publish-paper';
export { verifyPapers } from './verify-papers';
export { draftPaper, movePaper, rewordPaper } from './write-version';
export { minutesFinal } from './minutes-final';
