import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Plugin } from 'vite';
import type { Hub } from './collab';
import { COLLAB_PATH, runningServices } from './globals.ts';

/**
 * Returns the dev and preview servers what `main.ts` gives production: `/collab/` upgrades reach the hub.
 * Vite's own socket (hot reload) is left alone. It also keeps `server/` out of the browser's bundle, which Kit guards
 * only for its own `$lib/server`.
 */
export function stoolside(): Plugin {
  return {
    name: 'stoolside',
    enforce: 'pre',
    load(id, options) {
      const inServer = id.split('?')[0]?.startsWith(`${import.meta.dirname}/`);
      if (inServer && options?.ssr === false) this.error(`server code asked for by the browser's bundle: ${id}`);
    },
    configureServer(vite) {
      if (!vite.httpServer || process.env.VITEST) return;
      forwardUpgrades(vite.httpServer as Server, async () => {
        const { startServices } = (await vite.ssrLoadModule('/server/services.ts')) as typeof import('./services');
        await startServices();
      });
    },
    configurePreviewServer(vite) {
      forwardUpgrades(vite.httpServer as Server, async () => {});
    }
  };
}

function forwardUpgrades(server: Server, ready: () => Promise<void>): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!request.url?.startsWith(COLLAB_PATH)) return;
    ready().then(
      () => {
        const services = runningServices<{ hub: Hub }>();
        if (services) services.hub.upgrade(request, socket, head);
        else socket.destroy();
      },
      () => socket.destroy()
    );
  });
}
