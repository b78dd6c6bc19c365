import type { Services } from './services';

/** Everything under this path is the sync server's; see collab/. */
export const COLLAB_PATH = '/collab/';

/**
 * The one place where the running services stand. The production entry and the Vite plugin must not import server code
 * (it would be loaded twice, with two databases open), so both meet the services that Kit's `init` built here.
 */
const KEY = Symbol.for('stoolside.services');
const slot = globalThis as unknown as Record<symbol, Services | undefined>;

/** The running services, or undefined before `init` has built them. */
export function runningServices(): Services | undefined {
  return slot[KEY];
}

export function setRunningServices(services: Services | undefined): void {
  slot[KEY] = services;
}
