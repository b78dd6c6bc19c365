// @ts-check
// Two builds make `build/`: the app by Kit's adapter, then the small entry that listens (server/main.ts).
import { build } from 'vite';

await build();
await build({ configFile: 'server/scripts/entry.vite.config.ts' });
