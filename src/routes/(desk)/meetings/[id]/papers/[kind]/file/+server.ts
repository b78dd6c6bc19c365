import { spacedHash } from '$lib/domain/ledger/event-hash';
import { PAPER_KINDS } from '$lib/domain/papers/paper';
import { refused } from '$lib/domain/refusal';
import { DEFAULT_LOCALE, inLocale } from '$lib/words/dictionary';
import { papers as words } from '$lib/words/papers';
import { problemResponse } from '$server/api';
import { issuesXlsx, paperDocx } from '$server/documents';
import { getPaper } from '$server/papers';
import type { RequestHandler } from './$types';

const TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
} as const;

/** A version of a paper as a file: `?as=docx`, or `?as=xlsx` for the issue list. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { caller, services, locale } = locals;
  const answer = (found: Parameters<typeof problemResponse>[0]) => problemResponse(found, locale, url.pathname);
  if (!caller) return answer({ refused: 'sign-in/required' });
  const kind = PAPER_KINDS.find((kind) => kind === params.kind);
  const as = url.searchParams.get('as') === 'xlsx' ? 'xlsx' : 'docx';
  if (!kind || (as === 'xlsx' && kind !== 'issues')) return answer({ refused: 'page/absent' });
  const asked = Number(url.searchParams.get('version'));
  const found = await getPaper(services, caller, params.id, kind, Number.isInteger(asked) && asked > 0 ? asked : null);
  if (refused(found)) return answer(found);
  if (!found.shown) return answer({ refused: 'paper/absent' });
  const { body, head } = found.shown;
  const t = inLocale(words, DEFAULT_LOCALE);
  const foot = head ? ['', `${t.chainTitle}：${t.chain(head.seq)}`, spacedHash(head.hash)] : [];
  const bytes = as === 'xlsx' ? await issuesXlsx(body) : await paperDocx(body, { foot });
  const name = `${body.title.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').slice(0, 80)}.${as}`;
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': TYPES[as],
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="paper.${as}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'private, no-store'
    }
  });
};
