/** Cookie of a wall: the meeting that it showed last. */
export const LAST_SCREEN = 'stool_screen';
