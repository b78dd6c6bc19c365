/** Told to the browser's storage, so that the next page of this tablet knows that something waits to go up. */
export const WAITING_FLAG = 'stoolside:uploads';
