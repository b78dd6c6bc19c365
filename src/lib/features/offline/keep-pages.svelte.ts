import { BEGIN, isKept, LET_IN, PAGES_CACHE, TAKE_OVER, UNLOCK } from './kept-pages';

// Only ever changed in a browser, where a page is one person's.
let waiting = $state.raw<ServiceWorker | null>(null);

/** A newer build that has been fetched and waits. Nothing is loaded anew by itself. */
export const newBuild = {
  get waits(): boolean {
    return waiting !== null;
  },
  /** Loads this page anew with it. The worker refuses while a page of this browser is in a meeting. */
  take(): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    waiting?.postMessage(TAKE_OVER);
  }
};

/** Keeps one page now, without going there; false where it cannot be had or kept. */
export async function keepPage(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { headers: { accept: 'text/html' } });
    if (!response.ok || response.redirected) return false;
    await (await caches.open(PAGES_CACHE)).put(address, response);
    return true;
  } catch {
    return false;
  }
}

/**
 * Lets this browser keep the pages of meetings (src/service-worker.ts). Asked for by the pages of staff only: residents'
 * phones keep nothing of ours. Where it cannot be (no TLS, private mode), everything works as before, online.
 */
export function keepPages(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  // The page where a meeting is begun must be there before it is needed.
  void keepPage(BEGIN);
  void keepPage(UNLOCK);
  // Whoever comes to a meeting first of all has it here too: the worker, which would keep it, is not at work yet.
  if (!navigator.serviceWorker.controller && isKept(location, true)) void keepPage(location.pathname + location.search);
  // A page of staff that runs was let in by the server or by the PIN.
  void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage(LET_IN));
  navigator.serviceWorker
    .register('/service-worker.js')
    .then((registration) => {
      const check = () => {
        // The very first build of this browser replaces nothing.
        if (registration.waiting && navigator.serviceWorker.controller) waiting = registration.waiting;
      };
      check();
      registration.addEventListener('updatefound', () => {
        registration.installing?.addEventListener('statechange', check);
      });
    })
    .catch(() => {});
}
