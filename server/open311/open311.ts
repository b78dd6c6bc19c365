import { createHash } from 'node:crypto';
import { readRequestsQuery, spellingOf, type RequestsQuery } from '$lib/domain/open311/query';
import { isServiceCode } from '$lib/domain/open311/service';
import { plainText } from '$lib/domain/open311/text';
import { written, writtenError, type Fields, type Format, type Members } from '$lib/domain/open311/write';
import type { Locale } from '$lib/words/dictionary';
import type { Ground } from '../ground';
import { findRequests } from './find-requests';
import { jurisdictionOf, type Jurisdiction } from './jurisdiction';
import { keepAnswers } from './kept-answers';
import { createMeasure } from './measure';
import { requestWords, sentences, servicesIn } from './words';

/** What is asked for, by its address. */
export type Resource =
  | { what: 'discovery' }
  | { what: 'services' }
  | { what: 'service'; code: string }
  | { what: 'requests' }
  | { what: 'request'; id: string };

export interface Asked {
  resource: Resource;
  format: Format;
  query: URLSearchParams;
  locale: Locale;
  /** Of this server, as people type it. */
  origin: string;
}

export interface Given {
  status: number;
  body: string;
  /** Stands for the body; only where it may be kept by others. */
  etag?: string;
  /** Seconds that others may keep it. */
  maxAge?: number;
  /** Seconds after which to come back. */
  retryAfter?: number;
}

/** What is kept: an answer, and whether nothing was found. */
type Made = Given & { none: boolean };

/** The façade in the form of Open311 GeoReport v2: public data, to be read only. */
export interface Open311 {
  give(asked: Asked): Promise<Given>;
  /** How many answers are kept. */
  kept(): number;
}

/** When the services last changed their meaning, as the specification's “changeset”. */
const CHANGESET = '2026-11-01T00:00:00Z';
const SPECIFICATION = 'http://wiki.open311.org/GeoReport_v2';
const MAX_AGE = { still: 3_600, moving: 60 };

type Problem = Exclude<
  Extract<keyof ReturnType<typeof sentences>, `error/${string}` | `amiss/${string}`>,
  `error/${'method' | 'fault'}`
>;

/** An error as the specification has it. */
export function errorIn(
  sentence: Problem | 'error/method' | 'error/fault',
  { code, format, locale }: { code: number; format: Format; locale: Locale }
): string {
  return writtenError(code, sentences(locale)[sentence], format);
}

export function createOpen311(s: Pick<Ground, 'config' | 'store' | 'now'>): Open311 {
  const measure = createMeasure(s.now);
  const kept = keepAnswers<Made>(s.now, ({ status }) => status === 200);

  async function give(asked: Asked): Promise<Given> {
    const amiss = (status: number, sentence: Problem): Given => ({
      status,
      body: errorIn(sentence, { code: status, format: asked.format, locale: asked.locale })
    });
    if (!s.config.open311) return amiss(404, 'error/address');
    const jurisdiction = await jurisdictionOf(s, asked.query.get('jurisdiction_id'));
    // Discovery comes before anybody knows of a jurisdiction.
    if (jurisdiction === 'missing' && asked.resource.what !== 'discovery')
      return amiss(400, 'error/jurisdiction-missing');
    if (jurisdiction === 'absent') return amiss(404, 'error/jurisdiction');
    if (jurisdiction === 'missing') return whole(asked, 'discovery', discovery(s, asked, null), MAX_AGE.still);

    const { resource, locale } = asked;
    switch (resource.what) {
      case 'discovery':
        return whole(asked, 'discovery', discovery(s, asked, jurisdiction), MAX_AGE.still);
      case 'services':
        return whole(asked, 'services', servicesIn(locale), MAX_AGE.still);
      case 'service':
        if (!isServiceCode(resource.code)) return amiss(404, 'error/service');
        return whole(asked, 'service_definition', definition(resource.code), MAX_AGE.still);
      case 'request': {
        const input = await requests(asked, jurisdiction, { ids: [resource.id] }, resource.id);
        return input ?? amiss(404, 'error/request');
      }
      case 'requests': {
        const query = readRequestsQuery(asked.query, s.now().toISOString());
        if ('amiss' in query) return amiss(400, `amiss/${query.amiss}`);
        return (await requests(asked, jurisdiction, query, spellingOf(asked.query)))!;
      }
    }
  }

  /** Requests as kept, or made within what the server may spend; null where one was asked for and is not there. */
  async function requests(
    asked: Asked,
    jurisdiction: Jurisdiction,
    query: RequestsQuery,
    spelling: string
  ): Promise<Given | null> {
    const { format, locale, resource } = asked;
    const key = JSON.stringify([jurisdiction.communityId, resource.what, format, locale, spelling]);
    const made = await kept.get(key, async (): Promise<Made> => {
      const found = await measure.run(() => findRequests(s, jurisdiction, query, requestWords(locale)));
      if ('wait' in found) {
        const body = errorIn('error/busy', { code: 503, format, locale });
        return { status: 503, body, retryAfter: found.wait, none: false };
      }
      const list = found.done;
      const input = whole(asked, 'service_requests', { each: 'request', list }, MAX_AGE.moving);
      return { ...input, none: !list.length };
    });
    return resource.what === 'request' && made.none ? null : made;
  }

  return { give, kept: kept.size };
}

function whole({ format }: Asked, root: string, value: Fields | Members, maxAge: number): Given {
  const body = written(root, value, format);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  return { status: 200, body, etag, maxAge };
}

/** No service asks for more than its name (rule G6). */
function definition(code: string): Fields {
  return { service_code: code, attributes: { each: 'attribute', list: [] } };
}

function discovery(s: Pick<Ground, 'config'>, { locale, origin }: Asked, jurisdiction: Jurisdiction | null): Fields {
  const t = sentences(locale);
  return {
    changeset: CHANGESET,
    contact: plainText(t.contact(jurisdiction?.name ?? '', origin)),
    key_service: t.key,
    endpoints: {
      each: 'endpoint',
      list: [
        {
          specification: SPECIFICATION,
          url: `${origin}/open311/v2`,
          changeset: CHANGESET,
          type: s.config.mode === 'production' ? 'production' : 'test',
          formats: { each: 'format', list: ['text/xml', 'application/json'] }
        }
      ]
    }
  };
}
