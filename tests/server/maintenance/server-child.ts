import { ConfigError, readConfig } from '../../../server/config';
import { buildServices } from '../../../server/services';

// The services in a process of their own, to be killed: `run-ts.mjs server-child.ts`; settings from the environment.
try {
  await buildServices(readConfig(process.env));
  // What the listening socket of a server does.
  setInterval(() => {}, 60_000);
  process.on('disconnect', () => process.exit(0));
  process.send?.('ready');
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
