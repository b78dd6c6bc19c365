import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { dataDirOf, readConfig } from '../config';
import { SECRET_KEY_FILE } from '../notices';
import { backup } from './backup';
import { NotRestored, restore } from './restore';
import { setUp } from './set-up';
import { verifyData } from './verify-data';

// `build/tools.js`: what a keeper runs beside the server. Each ends with 0 when all is well, 1 when a person must look.

const HELP = `npm run setup -- FILE                     adds what the file names
npm run verify-data                     walks the data and says what it finds
npm run backup -- --to FOLDER [--keep N]  one archive, while the server runs; of the older ones N stay
npm run restore -- ARCHIVE [--replace]    into DATA_DIR, with the server stopped
`;
const say = (line: string) => void process.stdout.write(`${line}\n`);

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { to: { type: 'string' }, keep: { type: 'string' }, replace: { type: 'boolean' } }
});
const [tool, argument] = positionals;
const dataDir = dataDirOf(process.env);

async function run(): Promise<boolean> {
  switch (tool) {
    case 'setup': {
      if (!argument) break;
      const added = await setUp(readConfig(process.env), readFileSync(argument, 'utf8')).catch((error: Error) => {
        throw new Error(`Nothing was added. ${error.message}`);
      });
      say(`Added: ${added}.`);
      return true;
    }
    case 'verify-data': {
      const { findings, items, events, documents, rows, uploads, heads } = await verifyData(dataDir, (finding) =>
        say(`${finding.severity === 'fault' ? 'FAULT' : 'note '}  ${finding.where}: ${finding.what}`)
      );
      const faults = findings.filter((finding) => finding.severity === 'fault').length;
      say(
        `${items} items, ${events} events, ${documents} documents with ${rows} rows, ${uploads} uploads: ${faults} faults`
      );
      for (const head of heads) say(`head of the history: ${head.seq} ${head.hash}`);
      return faults === 0;
    }
    case 'backup': {
      const keep = values.keep === undefined ? undefined : Number(values.keep);
      if (keep !== undefined && !(Number.isInteger(keep) && keep > 0))
        throw new Error('--keep must be a number from 1.');
      const made = await backup(dataDir, path.resolve(values.to ?? 'backup'), keep ? { keep } : {});
      const bytes = made.manifest.files.reduce((sum, file) => sum + file.bytes, 0);
      say(`${made.archive}: ${made.manifest.files.length} files, ${Math.round(bytes / 1024)} KB before packing`);
      for (const name of made.removed) say(`removed ${name}`);
      if (existsSync(path.join(dataDir, SECRET_KEY_FILE)))
        say(
          `${SECRET_KEY_FILE} is not in it: keep one copy apart, or robots’ and mail addresses have to be typed again`
        );
      return true;
    }
    case 'restore': {
      if (!argument) break;
      const { manifest, verified, aside } = await restore(path.resolve(argument), dataDir, {
        replace: values.replace ?? false
      });
      const faults = verified.findings.filter((finding) => finding.severity === 'fault');
      say(
        `restored what was backed up at ${manifest.madeAt}: ${verified.items} items, ${verified.documents} documents`
      );
      for (const fault of faults) say(`FAULT  ${fault.where}: ${fault.what}`);
      for (const finding of verified.findings.filter(({ where }) => where === 'notices')) say(`note   ${finding.what}`);
      if (aside) say(`what stood there before is in ${aside}`);
      return faults.length === 0;
    }
  }
  process.stdout.write(HELP);
  return false;
}

run().then(
  (well) => process.exit(well ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof NotRestored) process.stderr.write('Nothing was changed.\n');
    process.exit(1);
  }
);
