/** Which pages a tablet keeps for where there is no network; shared by the service worker and the pages. */
export const PAGES_CACHE = 'pages';
/** In `Server-Timing` of a page that the tablet gave itself. */
export const KEPT_MARK = 'kept-on-this-tablet';

/** Where a meeting is begun on the tablet itself; the same page whichever meeting its address names. */
export const BEGIN = '/meetings/begin';
/** Asks for the PIN where there is no network. */
export const UNLOCK = '/unlock';
/** A page says that it may show what is kept: the server gave it, or the PIN was right. */
export const LET_IN = 'let-in';
/** Asks a waiting build to take the place of this one. */
export const TAKE_OVER = 'take-over';

/** The list of meetings and whatever belongs to one meeting: pages, and the data that Kit loads between pages. */
export function isKept({ pathname }: Pick<URL, 'pathname'>, navigation: boolean): boolean {
  const page = pathname.replace(/\/__data\.json$/, '');
  return (navigation || page !== pathname) && /^\/meetings(\/[^/]+(\/stool)?)?$/.test(page) && page !== '/meetings/new';
}

/** Where somebody signs in or out: what was kept for the one before goes. Signing in again within a page is the same person. */
export function isSignIn({ pathname }: URL): boolean {
  return pathname === '/sign-in';
}
