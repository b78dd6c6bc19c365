import * as Y from 'yjs';

/** What a tablet can save as a file when it can neither keep nor send: its whole copy of one meeting. */
export interface UnsentFile {
  meetingId: string;
  epoch: number;
  title: string;
  /** ISO */
  madeAt: string;
  update: Uint8Array;
}

const FORMAT = 'stoolside-meeting-copy';
/** A meeting of three hours is below one megabyte. */
export const LARGEST_FILE = 8 * 1024 * 1024;

/** The file's text. It carries the document as it is, so that bringing it in twice, or beside the tablet, doubles nothing. */
export function writeUnsentFile(doc: Y.Doc, about: Omit<UnsentFile, 'update'>): string {
  const bytes = Y.encodeStateAsUpdate(doc);
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  const { meetingId, epoch, title, madeAt } = about;
  return JSON.stringify({ format: FORMAT, version: 1, meetingId, epoch, title, madeAt, update: btoa(binary) });
}

/** What a file says; null where it is none of ours, or a whole meeting cannot be read out of it. */
export function readUnsentFile(text: string): UnsentFile | null {
  if (text.length > LARGEST_FILE) return null;
  try {
    const input = JSON.parse(text) as Record<string, unknown> | null;
    const { format, version, meetingId, epoch, title, madeAt, update } = input ?? {};
    if (format !== FORMAT || version !== 1 || typeof update !== 'string') return null;
    if (typeof meetingId !== 'string' || !Number.isInteger(epoch) || typeof madeAt !== 'string') return null;
    const bytes = Uint8Array.from(atob(update), (letter) => letter.charCodeAt(0));
    // Read once on its own: a broken one must touch no meeting.
    const doc = new Y.Doc();
    Y.applyUpdate(doc, bytes);
    const whole = !doc.store.pendingStructs && !doc.store.pendingDs;
    doc.destroy();
    if (!whole) return null;
    return { meetingId, epoch: epoch as number, title: typeof title === 'string' ? title : '', madeAt, update: bytes };
  } catch {
    return null;
  }
}
