/** What an import takes; more is refused with a sentence. */
export const LARGEST_IMPORT = 10 * 1024 * 1024;
export const MOST_ROWS = 20_000;
export const MOST_COLUMNS = 100;
/** As many as an Excel cell holds. */
export const LONGEST_CELL = 32_767;
/** Characters of a whole sheet, counted where they are shown: one long text may stand in every cell. */
export const MOST_TEXT = 20_000_000;
/** Bytes that a file may unpack to. */
export const MOST_UNPACKED = 160 * 1024 * 1024;

export const LONGEST_TITLE = 200;
export const LONGEST_NUMBER = 60;
export const LONGEST_NAME = 60;

/** Before a cell's text that cannot be read: a formula without its result, an error of Excel's. No file holds it. */
export const BROKEN = '\u0000';
