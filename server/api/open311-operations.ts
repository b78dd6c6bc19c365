import { z } from 'zod';
import { STATUSES } from '$lib/domain/open311/request';
import { SERVICE_CODES } from '$lib/domain/open311/service';
import { FORMATS } from '$lib/domain/open311/write';
import type { Operation } from './operation';
import { named } from './schema-parts';

// Open311 GeoReport v2 stands beside the API of the server: its own addresses, its own form of errors, nobody signs in.

const text = z.string().nullable();
const moment = z.iso.datetime({ offset: true });

const service = named(
  'Open311Service',
  z.object({
    service_code: z.enum(SERVICE_CODES),
    service_name: z.string(),
    description: z.string(),
    metadata: z.literal(false),
    type: z.literal('blackbox').meta({ description: 'Nothing can be submitted, so no id ever comes back' }),
    keywords: z.string(),
    group: z.string()
  })
);

const request = named(
  'Open311Request',
  z.object({
    service_request_id: z.string(),
    status: z.enum(STATUSES),
    status_notes: text,
    service_name: z.string(),
    service_code: z.enum(SERVICE_CODES),
    description: z.string().max(4000).nullable(),
    agency_responsible: text.meta({ description: 'The organisation that owns it; the community where a person does' }),
    service_notice: text,
    requested_datetime: moment,
    updated_datetime: moment,
    expected_datetime: moment.nullable(),
    address: text.meta({ description: 'The place where it was raised, and the community' }),
    address_id: z.null(),
    zipcode: z.null(),
    lat: z.null(),
    long: z.null(),
    media_url: z.null()
  })
);

const definition = named(
  'Open311ServiceDefinition',
  z.object({ service_code: z.enum(SERVICE_CODES), attributes: z.array(z.object({})).max(0) })
);

const discovery = named(
  'Open311Discovery',
  z.object({
    changeset: moment,
    contact: z.string(),
    key_service: z.string(),
    endpoints: z.array(
      z.object({
        specification: z.string(),
        url: z.string(),
        changeset: moment,
        type: z.enum(['production', 'test']),
        formats: z.array(z.string())
      })
    )
  })
);

/** Errors of the façade, a list in both formats. */
export const open311Errors = named(
  'Open311Errors',
  z.array(z.object({ code: z.number().int(), description: z.string() })).min(1)
);

const jurisdiction = z
  .string()
  .optional()
  .meta({ description: 'Needed only where several communities are served; passed over where the only one has none' });
const format = z.enum(FORMATS);

export interface Open311Operation extends Omit<Operation, 'refuses' | 'open' | 'body' | 'bytes' | 'headers'> {
  method: 'get';
  refuses: number[];
}

const input = (schema: z.ZodType, description: string) => [{ status: 200, description, schema }];

/** Endpoints of the façade, under `/open311`; a test holds them against the routes. */
export const OPEN311: readonly Open311Operation[] = [
  {
    method: 'get',
    path: '/discovery.{format}',
    summary: 'Open311 service discovery',
    params: z.object({ format }),
    answers: input(discovery, 'Where the endpoint is and what it speaks'),
    refuses: [404]
  },
  {
    method: 'get',
    path: '/v2/services.{format}',
    summary: 'Open311: what kinds of matters there are',
    params: z.object({ format }),
    query: z.object({ jurisdiction_id: jurisdiction }),
    answers: input(z.array(service), 'All of them'),
    refuses: [400, 404]
  },
  {
    method: 'get',
    path: '/v2/services/{code}.{format}',
    summary: 'Open311: what a kind asks for, which is nothing',
    params: z.object({ code: z.enum(SERVICE_CODES), format }),
    query: z.object({ jurisdiction_id: jurisdiction }),
    answers: input(definition, 'Its definition'),
    refuses: [400, 404]
  },
  {
    method: 'get',
    path: '/v2/requests.{format}',
    summary: 'Open311: what came of meetings and is public, newest first, with nothing of a person in it',
    params: z.object({ format }),
    query: z.object({
      jurisdiction_id: jurisdiction,
      service_request_id: z.string().optional().meta({ description: 'Several with commas; overrides all others' }),
      service_code: z.string().optional().meta({ description: 'Several with commas' }),
      start_date: moment.optional().meta({ description: 'W3C date-time with its zone; 90 days at most to end_date' }),
      end_date: moment.optional().meta({ description: 'The last 90 days where neither is given' }),
      status: z.string().optional().meta({ description: 'open, closed, or both with a comma' }),
      page: z.coerce.number().int().min(1).optional(),
      page_size: z.coerce.number().int().min(1).max(1000).optional().meta({ description: '1000 when left out' })
    }),
    answers: input(z.array(request), 'Up to 1,000'),
    refuses: [400, 404, 503]
  },
  {
    method: 'get',
    path: '/v2/requests/{id}.{format}',
    summary: 'Open311: one of them',
    params: z.object({ id: z.uuid(), format }),
    query: z.object({ jurisdiction_id: jurisdiction }),
    answers: input(z.array(request).length(1), 'A list of one'),
    refuses: [400, 404, 503]
  }
];
