import { isServiceCode, type ServiceCode } from './service';
import { STATUSES, type Status } from './request';
import { readW3c } from './w3c';

/** “first 1000 requests returned”, “a span of 90 days”: the specification's. */
export const MOST = 1_000;
const SPAN_MS = 90 * 86_400_000;
/** So far a page may lead: what lies beyond is asked for by its dates. */
const FURTHEST = 100_000;

/** What a caller asked for amiss; its sentence stands in words/open311.ts. */
export type Amiss = 'start_date' | 'end_date' | 'span' | 'order' | 'status' | 'page' | 'page_size' | 'too-many-ids';

export type RequestsQuery =
  | { ids: string[] }
  | {
      /** ISO, both included */
      from: string;
      to: string;
      /** Null: every service; empty: none that there is. */
      codes: ServiceCode[] | null;
      statuses: readonly Status[];
      offset: number;
      limit: number;
    };

/** Values of a parameter, given several times or with commas (rule G11); null where it is absent or empty. */
function listed(query: URLSearchParams, name: string): string[] | null {
  const values = query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter(Boolean);
  return values.length ? [...new Set(values)] : null;
}

function whole(text: string | null, most: number): number | null {
  return text !== null && /^[1-9]\d{0,5}$/.test(text) && Number(text) <= most ? Number(text) : null;
}

/**
 * What of the requests is asked for (rules G11 to G14), or what is amiss with it.
 * @param now ISO
 */
export function readRequestsQuery(query: URLSearchParams, now: string): RequestsQuery | { amiss: Amiss } {
  const ids = listed(query, 'service_request_id');
  if (ids) return ids.length > MOST ? { amiss: 'too-many-ids' } : { ids };
  const span = readSpan(query, now);
  if ('amiss' in span) return span;
  const statuses = listed(query, 'status');
  const known = STATUSES.filter((status) => statuses?.includes(status));
  if (statuses && known.length < statuses.length) return { amiss: 'status' };
  const [pageText, sizeText] = [query.get('page')?.trim() || '1', query.get('page_size')?.trim() || String(MOST)];
  const [page, limit] = [whole(pageText, FURTHEST), whole(sizeText, MOST)];
  if (limit === null) return { amiss: 'page_size' };
  if (page === null || page * limit > FURTHEST + limit) return { amiss: 'page' };
  const codes = listed(query, 'service_code');
  return {
    ...span,
    codes: codes && codes.filter(isServiceCode),
    statuses: statuses ? known : STATUSES,
    offset: (page - 1) * limit,
    limit
  };
}

function readSpan(query: URLSearchParams, now: string): { from: string; to: string } | { amiss: Amiss } {
  const [start, end] = [query.get('start_date')?.trim(), query.get('end_date')?.trim()];
  const [from, to] = [start ? readW3c(start) : undefined, end ? readW3c(end) : undefined];
  if (from === null) return { amiss: 'start_date' };
  if (to === null) return { amiss: 'end_date' };
  const away = (moment: string, ms: number) => new Date(Date.parse(moment) + ms).toISOString();
  if (from === undefined) return { from: away(to ?? now, -SPAN_MS), to: to ?? now };
  if (to === undefined) return { from, to: away(from, SPAN_MS) };
  if (to < from) return { amiss: 'order' };
  return Date.parse(to) - Date.parse(from) > SPAN_MS ? { amiss: 'span' } : { from, to };
}

/** The parameters that change an answer, in one spelling: what is asked for twice is made once. */
const LOOKED_AT = ['service_request_id', 'service_code', 'start_date', 'end_date', 'status', 'page', 'page_size'];
export function spellingOf(query: URLSearchParams): string {
  return JSON.stringify(LOOKED_AT.map((name) => query.getAll(name).join(',')));
}
