import { error, type RequestEvent } from '@sveltejs/kit';
import { dayIn } from '$lib/domain/meetings/days';
import { REFUSALS, refused, type Refusal } from '$lib/domain/refusal';
import type { LinkPageProps } from '$lib/features/party-links/phone/types';
import type { Locale } from '$lib/words/dictionary';
import { refusalSentence } from '$lib/words/refusals';
import { openLink, type OpenedLink } from '$server/party-links';
import { reading } from '../../reading';

/** What a page of a party's link is made of; the page of the refusal where it opens nothing. Kept nowhere, found by no search. */
export async function linkPage(
  event: RequestEvent<{ token: string }>
): Promise<{ link: OpenedLink; props: Omit<LinkPageProps, 'back'> }> {
  const { services } = event.locals;
  const read = reading(event);
  event.setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow, noarchive' });
  const link = orGone(await openLink(services, event.params.token), read.locale);
  const { timeZone, name: community } = link.community;
  const until = dayIn(link.expiresAt, timeZone);
  return {
    link,
    props: { ...read, timeZone, now: services.now().toISOString(), party: link.party.name, community, until }
  };
}

/** What was asked for, or the page that says why not. */
export function orGone<T>(result: T | Refusal, locale: Locale): T {
  if (refused(result)) error(REFUSALS[result.refused], { message: refusalSentence(result, locale), refusal: result });
  return result as T;
}
