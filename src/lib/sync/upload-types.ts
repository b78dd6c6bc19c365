import type { UploadKind } from '../domain/attachments/upload-limits';
import type { UploadRecord } from './upload-store';

/** A file on this tablet that is not on the server yet. */
export interface QueuedUpload extends UploadRecord {
  /** Bytes that are on the server. */
  sent: number;
  /** It is on this tablet's disk and outlives the page. */
  kept: boolean;
}

export interface NewUpload {
  id: string;
  meetingId: string;
  accountId: string;
  kind: UploadKind;
  blob: Blob;
  /** ISO */
  takenAt: string;
  entryId?: string | null;
  issueId?: string | null;
}

export interface UploadQueue {
  /** All that wait on this tablet, the oldest first. */
  list(): readonly QueuedUpload[];
  /** Hears the list, now and whenever it changes. */
  subscribe(heard: (each: readonly QueuedUpload[]) => void): () => void;
  /** Takes a file in. Resolves when it is on this tablet's disk, or with `not-kept`: it is sent while the page is open. */
  add(upload: NewUpload): Promise<'kept' | 'not-kept'>;
  /** Keeps what there is of one that is still being taken; nobody sends it before `add`, or before its page has died. */
  hold(upload: NewUpload): Promise<void>;
  /** Its bytes; null where they are not on this tablet. */
  blob(id: string): Promise<Blob | null>;
  /** Forgets one without sending it. */
  drop(id: string): Promise<void>;
  /** Goes on now: somebody has signed in, or the network is back. */
  retry(): void;
  /** Sends one that the server refused once more, or all of them. */
  again(id?: string): Promise<void>;
  stop(): void;
}
