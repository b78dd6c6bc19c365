/** Cookie of a screen: the meeting that it showed last. */
export const LAST_SCREEN = 'stool_screen';
