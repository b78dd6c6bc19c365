import type { EntryKind } from '$lib/domain/meetings/kind';

/**
 * What stands in the composer. It is kept on the device at every letter and put into the shared document whole, on 记下:
 * were the entry made in the document at its first letter, the screen would show half a sentence, and half-typed pinyin.
 */
export interface Draft {
  kind: EntryKind;
  speaker: string;
  text: string;
  /** ISO; when its last letter was typed. */
  at?: string;
}

/**
 * Whether a draft that a crash brought back has been put down already: the browser writes the device's small store late, and
 * may find there what was in the composer before. It is so where one's own line of a later moment begins with every word of
 * it; no word goes with it then.
 */
export function isPutDown(
  { text, at }: Draft,
  entries: readonly { at: string; by: string; text: string }[],
  me: string
): boolean {
  const said = text.trim();
  return (
    said !== '' &&
    at !== undefined &&
    entries.some((entry) => entry.by === me && entry.at >= at && entry.text.startsWith(said))
  );
}

/**
 * An added entry whose draft stays on the device until the offline copy has it, so that a crash in between loses nothing.
 * Its moment, to the millisecond, tells whether the document has it already.
 */
export interface Handover extends Draft {
  at: string;
}

/** The device's small store; a private window or a full disk may refuse, which must never stop the writing. */
export interface DeviceStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export const EMPTY: Draft = { kind: 'voice', speaker: '', text: '' };

/** `desk`: the meeting and the person, so that nobody on a shared tablet finds another's half sentence. */
const draftKey = (desk: string) => `stool/${desk}/draft`;
const handoverKey = (desk: string) => `stool/${desk}/handover`;

export function loadDraft(store: DeviceStore, desk: string): Draft {
  return { ...EMPTY, ...read<Draft>(store, draftKey(desk)) };
}

/** Returns whether the device took it. */
export function keepDraft(store: DeviceStore, desk: string, draft: Draft): boolean {
  return write(store, draftKey(desk), draft.text || draft.speaker ? draft : null);
}

export function loadHandovers(store: DeviceStore, desk: string): Handover[] {
  const kept = read<Handover[]>(store, handoverKey(desk));
  return Array.isArray(kept) ? kept : [];
}

export function keepHandovers(store: DeviceStore, desk: string, handovers: readonly Handover[]): boolean {
  return write(store, handoverKey(desk), handovers.length ? handovers : null);
}

function read<T>(store: DeviceStore, key: string): T | null {
  try {
    return JSON.parse(store.getItem(key) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

function write(store: DeviceStore, key: string, value: unknown): boolean {
  try {
    if (value === null) store.removeItem(key);
    else store.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
