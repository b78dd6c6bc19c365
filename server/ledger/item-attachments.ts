import { refused } from '$lib/domain/refusal';
import type { Asking, AttachmentOwner } from '../attachments';
import type { Ground } from '../ground';
import { findItem } from './visible';

/** The kind of owner that items are to their pictures. */
export const ITEM_OWNER = 'item';

/** More than the longest story of one promise needs. */
const MOST_PER_ITEM = 60;

/** What the ledger says of the pictures of items: whoever may see an item may send for it and see what came with its acts. */
export function itemAttachments(s: Pick<Ground, 'store'>): AttachmentOwner {
  const unseen = async (caller: Asking, itemId: string) => {
    const row = await findItem(s.store.q, caller, itemId);
    return refused(row) ? row : null;
  };
  return {
    most: MOST_PER_ITEM,
    full: 'item/photos-full',
    tied: 'by-owner',
    mayAdd: unseen,
    // As absent as a picture that is not there.
    mayRead: async (caller, itemId) => ((await unseen(caller, itemId)) ? { refused: 'upload/absent' } : null)
  };
}
