import { renameSync } from 'node:fs';
import { generate } from './generate';
import { measure } from './measure';

// One step of `npm run bench:ledger`, in a process of its own: `generate <unfinished> <file> <items> <events> <seed>` or
// `measure <file> <rounds> <only>`, which writes its figures as JSON.
const [, , step, ...given] = process.argv;
if (step === 'generate') {
  const [unfinished, file, items, events, seed] = given as [string, string, string, string, string];
  await generate(unfinished, {
    items: Number(items),
    events: Number(events),
    seed: Number(seed),
    say: (line) => process.stderr.write(`${line}\n`)
  });
  renameSync(unfinished, file);
} else {
  const [file, rounds, only] = given as [string, string, string];
  process.stdout.write(JSON.stringify(await measure(file, Number(rounds), new RegExp(only))));
}
