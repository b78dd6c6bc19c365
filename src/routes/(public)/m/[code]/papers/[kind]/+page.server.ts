import { error } from '@sveltejs/kit';
import { refusalSentence } from '$lib/words/refusals';
import { publishedPapers } from '$server/papers';
import { langOf } from '../../../../phone';
import { reading } from '../../../../reading';
import type { PageServerLoad } from './$types';

/** A published paper, for whoever has the meeting's code. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, url, setHeaders } = event;
  const { locale, scale, links } = reading(event);
  const found = await publishedPapers(locals.services, params.code);
  const paper = found?.papers.find(({ kind }) => kind === params.kind);
  if (!paper) error(404, refusalSentence({ refused: 'page/absent' }, locale));
  setHeaders({ 'cache-control': 'no-store' });
  return { locale, scale, links, paper, back: `/m/${found!.meeting.code}${langOf(url)}` };
};
