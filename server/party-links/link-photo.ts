import type { LinkMeasure } from './measure';
import { and, eq, inArray } from 'drizzle-orm';
import { refused, type Refusal } from '$lib/domain/refusal';
import { giveItemPhoto } from '../ledger';
import { itemPhoto } from '../ledger/tables';
import type { Ground } from '../ground';
import type { GivenUpload, UploadFiles } from '../uploads';
import { actorsOf } from './link-items';
import { openLink } from './open-link';

/** The small form of a picture that came over one of this party's links, while the item is still its business (rule P7). */
export async function linkPhoto(
  s: Pick<Ground, 'store' | 'now'> & { linkMeasure: LinkMeasure; uploads: UploadFiles },
  token: string,
  id: string
): Promise<GivenUpload | Refusal> {
  const link = await openLink(s, token);
  if (refused(link)) return link;
  const { q } = s.store;
  const own = await q
    .select({ id: itemPhoto.id })
    .from(itemPhoto)
    .where(
      and(
        eq(itemPhoto.communityId, link.community.id),
        eq(itemPhoto.id, id),
        inArray(itemPhoto.by, await actorsOf(q, link))
      )
    )
    .get();
  return own ? await giveItemPhoto(s, link.caller, id, 'small') : { refused: 'photo/absent' };
}
