import { z } from 'zod';
import type { Operation } from './operation';
import { OPERATIONS } from './operations';
import * as schemas from './schemas';

const BYTES = { type: 'string', format: 'binary' };

function reference(schema: z.ZodType): object {
  const name = schemas.components.get(schema)?.id;
  return name ? { $ref: `#/components/schemas/${name}` } : z.toJSONSchema(schema, { io: 'input' });
}

function parametersOf({ path, params, query, headers }: Operation): object[] {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const inPath = params ?? z.object(Object.fromEntries(names.map((name) => [name, schemas.uuid])));
  return [...described(inPath, 'path'), ...described(query, 'query'), ...described(headers, 'header')];
}

function described(given: z.ZodObject | undefined, place: 'path' | 'query' | 'header'): object[] {
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
    (paths[path] ??= {})[method] = {
      operationId: `${method}${path.replace(/[{}]/g, '').replace(/[/.]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
      summary,
      ...(open ? { security: [] } : {}),
      parameters: parametersOf(operation),
      ...(body
        ? { requestBody: { required: true, content: { 'application/json': { schema: reference(body) } } } }
        : {}),
      ...(bytes ? { requestBody: { required: true, content: { [bytes]: { schema: BYTES } } } } : {}),
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
