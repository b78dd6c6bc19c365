// @ts-check
// Two builds make `build/`: the app by Kit's adapter, then the small entry that listens (server/main.ts).
import { build } from 'vite';

const logLevel = process.argv.includes('--logLevel') ? 'warn' : 'info';
await build({ logLevel });
await build({ logLevel, configFile: 'server/scripts/entry.vite.config.ts' });
