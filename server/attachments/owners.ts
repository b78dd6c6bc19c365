import type { Refusal, RefusalKey } from '$lib/domain/refusal';
import type { FileStore } from '../files';
import type { Caller } from '../identity';
import type { AttachmentRow } from './tables';

/** As much of a caller as an owner's rights need; a party's link has no more. */
export type Asking = Pick<Caller, 'communityId' | 'role' | 'partyId'>;

/** What an area says of the things that attachments may belong to. */
export interface AttachmentOwner {
  /** Most files of one owner. */
  most: number;
  /** What is said when it has them. */
  full: RefusalKey;
  /** A whole file is the owner's at once, or it is loose until the owner's area ties it (tie.ts). */
  tied: 'when-whole' | 'by-owner';
  /** Why this caller may not add to it; null where he may. */
  mayAdd(caller: Asking, ownerId: string): Promise<Refusal | null>;
  /** Why this caller may not see this file that is tied to it; null where he may. */
  mayRead(caller: Asking, ownerId: string, fileId: string): Promise<Refusal | null>;
  /** Follows when a file that came in pieces is whole and on the disk. What it throws is logged; the file stays. */
  onStored?(file: AttachmentRow): Promise<void>;
}

/** Bytes, and who says what may be done with those of which owner. */
export interface Attachments {
  readonly files: FileStore;
  /** Once for each kind of owner, before anything comes. */
  register(ownerKind: string, owner: AttachmentOwner): void;
  ownerOf(ownerKind: string): AttachmentOwner | undefined;
}

export function createAttachments(files: FileStore): Attachments {
  const owners = new Map<string, AttachmentOwner>();
  return {
    files,
    register(ownerKind, owner) {
      if (owners.has(ownerKind)) throw new Error(`attachments of a ${ownerKind} are registered twice`);
      owners.set(ownerKind, owner);
    },
    ownerOf: (ownerKind) => owners.get(ownerKind)
  };
}
