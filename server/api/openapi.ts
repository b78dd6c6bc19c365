import { z } from 'zod';
import { OPEN311, open311Errors, type Open311Operation } from './open311-operations';
import type { Operation } from './operation';
import { OPERATIONS } from './operations';
import * as schemas from './schemas';

const BYTES = { type: 'string', format: 'binary' };

function reference(schema: z.ZodType): object {
  const name = schemas.components.get(schema)?.id;
  return name ? { $ref: `#/components/schemas/${name}` } : z.toJSONSchema(schema, { io: 'input' });
}

function parametersOf({
  path,
  params,
  query,
  headers
}: Pick<Operation, 'path' | 'params' | 'query' | 'headers'>): object[] {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const inPath = params ?? z.object(Object.fromEntries(names.map((name) => [name, schemas.uuid])));
  return [...described(inPath, 'path'), ...described(query, 'query'), ...described(headers, 'header')];
}

function described(input: z.ZodObject | undefined, place: 'path' | 'query' | 'header'): object[] {
  return Object.entries(input?.shape ?? {}).map(([name, schema]) => {
    const { $schema: _, description, ...rest } = z.toJSONSchema(schema as z.ZodType, { io: 'input' });
    const required = !(schema as z.ZodType).safeParse(undefined).success;
    return { name, in: place, required, ...(description ? { description } : {}), schema: rest };
  });
}

function idOf(method: string, path: string): string {
  return `${method}${path.replace(/[{}]/g, '').replace(/[/.]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
}

function describedOperation(operation: Operation): object {
  const { method, path, summary, open, body, bytes, answers, refuses } = operation;
  const responses = Object.fromEntries([
    ...answers.map(({ status, description, schema, bytes: types = [] }) => [
      status,
      {
        description,
        ...(schema ? { content: { 'application/json': { schema: reference(schema) } } } : {}),
        ...(types.length ? { content: Object.fromEntries(types.map((type) => [type, { schema: BYTES }])) } : {})
      }
    ]),
    ...refuses.map((status) => [
      status,
      { description: 'Refused', content: { 'application/problem+json': { schema: reference(schemas.problem) } } }
    ])
  ]);
  const takes = body
    ? { 'application/json': { schema: reference(body) } }
    : bytes
      ? { [bytes]: { schema: BYTES } }
      : null;
  return {
    operationId: idOf(method, path),
    summary,
    ...(open ? { security: [] } : {}),
    parameters: parametersOf(operation),
    ...(takes ? { requestBody: { required: true, content: takes } } : {}),
    responses
  };
}

/** An endpoint of the façade: the same in XML and JSON, errors in its own form. */
function describedOpen311(operation: Open311Operation): object {
  const { path, summary, answers, refuses } = operation;
  const both = (schema: z.ZodType) => ({
    'text/xml': { schema: { type: 'string' } },
    'application/json': { schema: reference(schema) }
  });
  return {
    operationId: idOf('open311Get', path),
    summary,
    security: [],
    parameters: parametersOf(operation),
    responses: Object.fromEntries([
      ...answers.map(({ status, description, schema }) => [status, { description, content: both(schema!) }]),
      ...refuses.map((status) => [status, { description: 'Errors', content: both(open311Errors) }])
    ])
  };
}

/** The OpenAPI 3.1 document of `/api/v1` and `/open311`, made from the very schemas that judge its input. */
export function openApi(origin: string): object {
  const { schemas: made } = z.toJSONSchema(schemas.components, {
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`
  });
  const paths: Record<string, Record<string, object | object[]>> = {};
  for (const operation of OPERATIONS) (paths[operation.path] ??= {})[operation.method] = describedOperation(operation);
  for (const operation of OPEN311)
    paths[operation.path] = { servers: [{ url: `${origin}/open311` }], get: describedOpen311(operation) };
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
