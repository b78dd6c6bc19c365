/** Everything under this path is the sync server's; see collab/. */
export const COLLAB_PATH = '/collab/';

/**
 * The one place where the running services stand. The production entry and the Vite plugin must not import server code
 * (it would be loaded twice, with two databases open), so both meet the services that Kit's `init` built here.
 */
const KEY = Symbol.for('stoolside.services');
const slot = globalThis as unknown as Record<symbol, unknown>;

/** Returns the running services, or undefined before `init` has built them. Their type stands with who builds them. */
export function runningServices<Services>(): Services | undefined {
  return slot[KEY] as Services | undefined;
}

export function setRunningServices(services: unknown): void {
  slot[KEY] = services;
}
