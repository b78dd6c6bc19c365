const PREFIX = 'report-';

/** The id of the diary's line on what was said of one promise; the same on every tablet, so that it is written once. */
export const reportLine = (itemId: string): string => PREFIX + itemId;

/** Whether a line of the diary is such a one. */
export const isReportLine = (entryId: string): boolean => entryId.startsWith(PREFIX);
