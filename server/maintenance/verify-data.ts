import { existsSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { attachmentFiles } from '../attachments';
import { verifyAttendance } from '../attendance';
import { verifyJournal } from '../collab';
import type { Query } from '../db/store';
import { FILES_FOLDER, verifyFiles } from '../files';
import { verifyItemPhotos, verifyLedger } from '../ledger';
import { createSealer, SECRET_KEY_FILE, verifyChannels } from '../notices';
import { notePhotosAway, verifyMeeting, verifyMeetingsHaveDocuments } from '../meetings';
import { verifyPapers } from '../papers';
import type { Finding, Report } from './finding';
import { usedElsewhere } from './used-files';

export const DATABASE = 'stoolside.sqlite';
export const JOURNAL = 'collab.sqlite';

export interface Verified {
  findings: Finding[];
  items: number;
  events: number;
  documents: number;
  rows: number;
  uploads: number;
  heads: { communityId: string; seq: number; hash: string }[];
}

/**
 * Walks a data folder, which may be in use: the pages of both files, the chain of the ledger's history, every document of
 * the journal, and whether the tables say what the documents say. Reads only. Throws where a file is missing or is no
 * database.
 */
export async function verifyData(dataDir: string, heard: Report = () => {}): Promise<Verified> {
  const findings: Finding[] = [];
  const say = (severity: Finding['severity']) => (where: string, what: string) => {
    const finding = { severity, where, what };
    findings.push(finding);
    heard(finding);
  };
  const [fault, note] = [say('fault'), say('note')];
  for (const file of [DATABASE, JOURNAL])
    if (!existsSync(path.join(dataDir, file))) throw new Error(`There is no ${file} in ${dataDir}.`);

  const db = new Database(path.join(dataDir, DATABASE), { readonly: true, fileMustExist: true });
  try {
    for (const { integrity_check: said } of db.pragma('integrity_check') as { integrity_check: string }[])
      if (said !== 'ok') fault('database', said);
    for (const { table } of db.pragma('foreign_key_check') as { table: string }[])
      fault('database', `a row of ${table} points to nothing`);
    const q = drizzle(db) as unknown as Query;
    const ledger = await verifyLedger(q, fault);
    await verifyPapers(q, fault);
    const names = new Set<string>();
    const journal = await verifyJournal(path.join(dataDir, JOURNAL), fault, async (document) => {
      names.add(document.name);
      if (/^meeting\/.+\/private$/.test(document.name)) await verifyAttendance(q, document, { fault, note });
      else if (document.name.startsWith('meeting/')) await verifyMeeting(q, document, { fault, note });
    });
    if (journal.quarantined) note('journal', `${journal.quarantined} updates wait in quarantine for staff`);
    await verifyMeetingsHaveDocuments(q, names, { note });
    const { files, count: uploads } = await attachmentFiles(q, new Date());
    await verifyFiles(path.join(dataDir, FILES_FOLDER), [...files, ...(await usedElsewhere(q))], { fault, note });
    await verifyItemPhotos(q, fault);
    await notePhotosAway(q, note);
    // Read only: a key that is not there is not made.
    const key = process.env.SECRET_KEY?.trim() || null;
    const sealer = key || existsSync(path.join(dataDir, SECRET_KEY_FILE)) ? createSealer(dataDir, key) : null;
    await verifyChannels(q, sealer, { note });
    return { findings, uploads, ...ledger, documents: journal.documents, rows: journal.rows };
  } finally {
    db.close();
  }
}
