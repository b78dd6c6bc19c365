import type * as Y from 'yjs';
import { writeUnsentFile } from '$lib/document/unsent-file';

/** Puts this tablet's copy of the meeting as a file into the browser's downloads, for the desk to bring in. */
export function saveFile(doc: Y.Doc, about: Parameters<typeof writeUnsentFile>[1]): void {
  const address = URL.createObjectURL(new Blob([writeUnsentFile(doc, about)], { type: 'application/json' }));
  const link = document.createElement('a');
  const safe = about.title.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 40);
  link.href = address;
  link.download = `${safe}-${about.madeAt.slice(0, 16).replace(/[T:]/g, '-')}.stool.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
