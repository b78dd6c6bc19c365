import { isLinkAct } from '$lib/domain/party-links/link';
import { lastOverLink, linkItems, type OpenedLink } from '$server/party-links';
import type { Services } from '$server/services';
import { langOf } from '../../phone';
import { linkPage } from './link-page';
import type { PageServerLoad } from './$types';

/** What a party has to do, over its link. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event;
  const { link, props } = await linkPage(event);
  const items = await linkItems(locals.services, link);
  return {
    ...props,
    back: null,
    items: items.map((item) => ({ ...item, address: `/p/${params.token}/${item.id}${langOf(url)}` })),
    done: await doneNow(locals.services, link, url.searchParams.get('done'))
  };
};

/** What was just done to the item that the address names: only what the history says of this link. */
async function doneNow(services: Services, link: OpenedLink, itemId: string | null) {
  const last = itemId ? await lastOverLink(services, link, itemId) : null;
  return last && itemId && isLinkAct(last.act) ? { act: last.act, number: last.number, itemId } : null;
}
