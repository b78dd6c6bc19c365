/**
 * Where a wish to go “back” or “on” leads: the path of ours that it names, or `/`. Never another site's, whichever way it
 * is written (`//host`, `/\host`, `/.//host`, `https:host`): what is given resolves to our own origin again.
 */
export function ownPath(wish: string | null | undefined, here: URL): string {
  if (!wish?.startsWith('/') || !URL.canParse(wish, here)) return '/';
  const { origin, pathname, search } = new URL(wish, here);
  const path = pathname + search;
  return origin === here.origin && !path.startsWith('//') ? path : '/';
}
