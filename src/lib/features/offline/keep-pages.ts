/**
 * Lets this browser keep the pages of meetings (src/service-worker.ts). Asked for by the pages of staff only: residents'
 * phones keep nothing of ours. Where it cannot be (no TLS, private mode), everything works as before, online.
 */
export function keepPages(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  navigator.serviceWorker.register('/service-worker.js').catch(() => {});
}
