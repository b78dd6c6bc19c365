import { refused, type Refusal } from '$lib/domain/refusal';
import { wasSentBy, type AttachedFile, type Attachments } from '../attachments';
import type { Ground } from '../ground';
import { giveItemPhoto, ITEM_OWNER } from '../ledger';
import { actorsOf } from './link-items';
import type { LinkMeasure } from './measure';
import { openLink } from './open-link';

/** The small form of a picture that came over one of this party's links, while the item is still its business (rule P7). */
export async function linkPhoto(
  s: Pick<Ground, 'store' | 'now'> & { linkMeasure: LinkMeasure; attachments: Attachments },
  token: string,
  id: string
): Promise<AttachedFile | Refusal> {
  const link = await openLink(s, token);
  if (refused(link)) return link;
  const { q } = s.store;
  const one = { communityId: link.community.id, ownerKind: ITEM_OWNER, id };
  const own = await wasSentBy(q, one, await actorsOf(q, link));
  return own ? await giveItemPhoto(s, link.caller, id, 'small') : { refused: 'photo/absent' };
}
