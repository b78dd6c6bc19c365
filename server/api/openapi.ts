import { z } from 'zod';
import * as schemas from './schemas';

interface Operation {
  method: 'get' | 'head' | 'post' | 'patch' | 'delete';
  path: string;
  summary: string;
  /** `open`: needs no session. */
  open?: true;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The body is bytes of this type. */
  bytes?: string;
  /** Headers that must be sent. */
  headers?: z.ZodObject;
  answers: { status: number; description: string; schema?: z.ZodType }[];
  refuses: number[];
}

/** Every operation of `/api/v1`; a test holds it against the routes. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/session',
    summary: 'Sign in; the answer carries the session cookie',
    open: true,
    body: schemas.signInInput,
    answers: [{ status: 204, description: 'Signed in' }],
    refuses: [400, 401, 403, 413, 415, 429, 503]
  },
  {
    method: 'delete',
    path: '/session',
    summary: 'Sign out',
    open: true,
    answers: [{ status: 204, description: 'Signed out' }],
    refuses: [403]
  },
  {
    method: 'get',
    path: '/meetings',
    summary: 'Meetings, newest first',
    query: schemas.listQuery,
    answers: [{ status: 200, description: 'A page', schema: schemas.meetingPage }],
    refuses: [400, 401, 403]
  },
  {
    method: 'post',
    path: '/meetings',
    summary: 'Plan a meeting; planning the same one again under the same id changes nothing',
    body: schemas.planInput,
    answers: [{ status: 201, description: 'Planned', schema: schemas.meetingOutput }],
    refuses: [400, 401, 403, 409, 413, 415]
  },
  {
    method: 'get',
    path: '/meetings/{id}',
    summary: 'One meeting',
    answers: [{ status: 200, description: 'The meeting', schema: schemas.meetingOutput }],
    refuses: [401, 403, 404]
  },
  {
    method: 'post',
    path: '/meetings/{id}/close',
    summary: 'Close: every confirmed issue becomes a ledger item. Closing again changes nothing and answers the same',
    answers: [{ status: 200, description: 'Closed', schema: schemas.closeOutput }],
    refuses: [401, 403, 404]
  },
  {
    method: 'head',
    path: '/uploads/{id}',
    summary:
      'How much of a picture or voice note is here: Upload-Offset in bytes, and Upload-Complete ?1 when it is kept',
    answers: [{ status: 200, description: 'Some or all of it is here' }],
    refuses: [401, 404]
  },
  {
    method: 'patch',
    path: '/uploads/{id}',
    summary:
      'Send a piece of a picture or voice note, up to 1 MB, from Upload-Offset on. Safe to repeat; 409 says the right Upload-Offset. Pictures are made anew from their pixels; the file may be forgotten once `complete` is true',
    query: schemas.uploadQuery,
    headers: schemas.uploadHeaders,
    bytes: 'application/partial-upload',
    answers: [{ status: 200, description: 'Taken', schema: schemas.uploadOutput }],
    refuses: [400, 401, 403, 404, 409, 410, 413, 415, 429, 503, 507]
  },
  {
    method: 'get',
    path: '/ledger',
    summary: 'Ledger items, newest first',
    query: schemas.ledgerQuery,
    answers: [{ status: 200, description: 'A page', schema: schemas.itemPage }],
    refuses: [400, 401, 403]
  },
  {
    method: 'get',
    path: '/ledger/{id}',
    summary: 'One item with where it came from and its history',
    answers: [{ status: 200, description: 'The item', schema: schemas.itemOutput }],
    refuses: [401, 403, 404]
  },
  {
    method: 'get',
    path: '/venues',
    summary: 'Places where people meet',
    answers: [{ status: 200, description: 'All of them', schema: schemas.venueList }],
    refuses: [401]
  },
  {
    method: 'get',
    path: '/parties',
    summary: 'Who can own a promise',
    answers: [{ status: 200, description: 'All of them', schema: schemas.partyList }],
    refuses: [401, 403]
  },
  {
    method: 'get',
    path: '/openapi.json',
    summary: 'This document',
    open: true,
    answers: [{ status: 200, description: 'OpenAPI 3.1' }],
    refuses: []
  }
];

function reference(schema: z.ZodType): object {
  const name = schemas.components.get(schema)?.id;
  return name ? { $ref: `#/components/schemas/${name}` } : z.toJSONSchema(schema, { io: 'input' });
}

function parametersOf({ path, query, headers }: Operation): object[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: z.toJSONSchema(schemas.uuid)
  }));
  return [...inPath, ...described(query, 'query'), ...described(headers, 'header')];
}

function described(given: z.ZodObject | undefined, place: 'query' | 'header'): object[] {
  return Object.entries(given?.shape ?? {}).map(([name, schema]) => {
    const { $schema: _, description, ...rest } = z.toJSONSchema(schema as z.ZodType, { io: 'input' });
    const required = !(schema as z.ZodType).safeParse(undefined).success;
    return { name, in: place, required, ...(description ? { description } : {}), schema: rest };
  });
}

/** The OpenAPI 3.1 document of `/api/v1`, made from the very schemas that judge its input. */
export function openApi(origin: string): object {
  const { schemas: made } = z.toJSONSchema(schemas.components, {
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`
  });
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of OPERATIONS) {
    const { method, path, summary, open, body, bytes, answers, refuses } = operation;
    const responses = Object.fromEntries([
      ...answers.map(({ status, description, schema }) => [
        status,
        { description, ...(schema ? { content: { 'application/json': { schema: reference(schema) } } } : {}) }
      ]),
      ...refuses.map((status) => [
        status,
        { description: 'Refused', content: { 'application/problem+json': { schema: reference(schemas.problem) } } }
      ])
    ]);
    (paths[path] ??= {})[method] = {
      operationId: `${method}${path.replace(/[{}]/g, '').replace(/[/.]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
      summary,
      ...(open ? { security: [] } : {}),
      parameters: parametersOf(operation),
      ...(body
        ? { requestBody: { required: true, content: { 'application/json': { schema: reference(body) } } } }
        : {}),
      ...(bytes
        ? { requestBody: { required: true, content: { [bytes]: { schema: { type: 'string', format: 'binary' } } } } }
        : {}),
      responses
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '小板凳 Stoolside',
      version: '1',
      description: 'Meetings written together, and what was promised there.'
    },
    servers: [{ url: `${origin}/api/v1` }],
    security: [{ session: [] }, { token: [] }],
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(made).map(([name, { $schema: _, $id: __, id: ___, ...schema }]) => [name, schema])
      ),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'stool_session' },
        token: { type: 'http', scheme: 'bearer', description: 'Made in the settings' }
      }
    }
  };
}
