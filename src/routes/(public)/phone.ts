import { error, type RequestEvent } from '@sveltejs/kit';
import { refusalSentence } from '$lib/words/refusals';
import { phoneState, type Phone, type PhoneState } from '$server/phones';
import { reading } from './reading';

/** The phone that asks. Its address is counted and never kept. */
export function phoneOf(event: Pick<RequestEvent, 'locals' | 'getClientAddress'>): Phone {
  return { deviceId: event.locals.deviceId, address: event.getClientAddress() };
}

/** The search part that keeps a page's language through a form. */
export function langOf(url: URL): string {
  const lang = url.searchParams.get('lang');
  return lang === 'en' || lang === 'zh-CN' ? `?lang=${lang}` : '';
}

/** What a page for one act of a phone is made of. */
export async function phonePage(
  event: RequestEvent<{ code: string }>
): Promise<ReturnType<typeof reading> & { state: PhoneState; back: string }> {
  const read = reading(event);
  event.setHeaders({ 'cache-control': 'no-store' });
  const state = await phoneState(event.locals.services, event.params.code, event.locals.deviceId);
  if (!state) error(404, refusalSentence({ refused: 'meeting/absent' }, read.locale));
  return { ...read, state, back: `/m/${state.code}${langOf(event.url)}` };
}
