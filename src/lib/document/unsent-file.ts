import * as Y from 'yjs';

/** What a tablet can save as a file when it can neither keep nor send: its whole copy of one meeting. */
export interface UnsentFile {
  meetingId: string;
  epoch: number;
  title: string;
  /** ISO */
  madeAt: string;
  update: Uint8Array;
  /** What the server gave the tablet to prove which device it is. */
  proofs: readonly string[];
}

const FORMAT = 'stoolside-meeting-copy';
/** A meeting of three hours is below one megabyte. */
export const LARGEST_FILE = 8 * 1024 * 1024;

/** The file's text. It carries the document as it is, so that bringing it in twice, or beside the tablet, doubles nothing. */
export function writeUnsentFile(
  doc: Y.Doc,
  about: Omit<UnsentFile, 'update' | 'proofs'> & Partial<Pick<UnsentFile, 'proofs'>>
): string {
  const bytes = Y.encodeStateAsUpdate(doc);
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  const { meetingId, epoch, title, madeAt, proofs = [] } = about;
  return JSON.stringify({ format: FORMAT, version: 1, meetingId, epoch, title, madeAt, proofs, update: btoa(binary) });
}

/** What a file says; null where it is none of ours. Its update is as it came: whoever applies it looks at it first. */
export function readUnsentFile(text: string): UnsentFile | null {
  if (text.length > LARGEST_FILE) return null;
  try {
    const input = JSON.parse(text) as Record<string, unknown> | null;
    const { format, version, meetingId, epoch, title, madeAt, update } = input ?? {};
    if (format !== FORMAT || version !== 1 || typeof update !== 'string') return null;
    if (typeof meetingId !== 'string' || !Number.isInteger(epoch) || typeof madeAt !== 'string') return null;
    const bytes = Uint8Array.from(atob(update), (letter) => letter.charCodeAt(0));
    const proofs = Array.isArray(input?.proofs) ? input.proofs.filter((proof) => typeof proof === 'string') : [];
    return {
      meetingId,
      epoch: epoch as number,
      title: typeof title === 'string' ? title : '',
      madeAt,
      update: bytes,
      proofs
    };
  } catch {
    return null;
  }
}
