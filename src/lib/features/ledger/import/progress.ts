/** What a page of an import depends on while one is under way. */
export const IMPORT_PROGRESS = 'stoolside:import-progress';
