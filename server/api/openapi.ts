import { z } from 'zod';
import * as schemas from './schemas';

interface Operation {
  method: 'get' | 'post' | 'delete';
  path: string;
  summary: string;
  /** `open`: needs no session. */
  open?: true;
  query?: z.ZodObject;
  body?: z.ZodType;
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

function parametersOf({ path, query }: Operation): object[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: z.toJSONSchema(schemas.uuid)
  }));
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => {
    const { $schema: _, description, ...rest } = z.toJSONSchema(schema as z.ZodType, { io: 'input' });
    return { name, in: 'query', required: false, ...(description ? { description } : {}), schema: rest };
  });
  return [...inPath, ...inQuery];
}

/** The OpenAPI 3.1 document of `/api/v1`, made from the very schemas that judge its input. */
export function openApi(origin: string): object {
  const { schemas: made } = z.toJSONSchema(schemas.components, {
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`
  });
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of OPERATIONS) {
    const { method, path, summary, open, body, answers, refuses } = operation;
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
