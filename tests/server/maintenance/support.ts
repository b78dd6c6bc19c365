import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { readConfig } from '../../../server/config';
import { buildServices, type Services } from '../../../server/services';

let filled: Promise<string> | undefined;

/** A data folder with the demo's meetings and ledger, made once a worker by the services themselves. */
function template(): Promise<string> {
  return (filled ??= (async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stoolside-demo-'));
    await (await openServices(folder)).stop();
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    return folder;
  })());
}

export function openServices(folder: string): Promise<Services> {
  return buildServices(readConfig({ STOOLSIDE_MODE: 'demo', DATA_DIR: folder, LOG_LEVEL: 'silent' }));
}

export function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'stoolside-keeper-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of that folder for the running test. */
export async function dataFolder(): Promise<string> {
  const folder = path.join(emptyFolder(), 'data');
  cpSync(await template(), folder, { recursive: true });
  return folder;
}
