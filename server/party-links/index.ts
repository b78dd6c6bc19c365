export { answerOverLink, type LinkAnswer } from './answer-over-link';
export { lastOverLink, linkItem, linkItems, type LinkedItem, type LinkedItemPage } from './link-items';
export { linkPhoto } from './link-photo';
export { partiesWithLinks, type LinkedParty, type LinkLine } from './list-links';
export { makeLink, revokeLink, type MadeLink } from './make-link';
export { createLinkMeasure, type LinkMeasure } from './measure';
export { openLink, type OpenedLink } from './open-link';
