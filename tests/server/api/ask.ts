import type { RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import { OPERATIONS } from '../../../server/api';
import { createSessions, newSecret } from '../../../server/identity';
import type { Caller } from '../../../server/identity/caller';
import type { TestGround } from '../../support/ground';

type Handler = (event: RequestEvent) => Response | Promise<Response>;
const doors = import.meta.glob<Record<string, Handler>>('../../../src/routes/api/v1/**/+server.ts', { eager: true });

export type Operation = (typeof OPERATIONS)[number];
export const nameOf = ({ method, path }: Operation) => `${method} ${path}`;

export interface Asked {
  ground: TestGround;
  who: Caller | null;
  operation: Operation;
  id?: string;
  query?: string;
  /** Bytes are sent as they are, anything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** Goes through a door of the API as Kit would, behind the hook that says who is there. */
export async function ask({
  ground,
  who,
  operation,
  id = '',
  query = '',
  body,
  headers = {}
}: Asked): Promise<Response> {
  const { method, path } = operation;
  const file = `../../../src/routes/api/v1${path.replace(/\{(\w+)\}/g, '[$1]')}/+server.ts`;
  const door = doors[file]?.[method.toUpperCase()];
  if (!door) throw new Error(`no door for ${nameOf(operation)}`);
  const url = new URL(`https://stool.example/api/v1${path.replace(/\{\w+\}/, id)}${query}`);
  const sent =
    body === undefined
      ? {}
      : body instanceof Uint8Array
        ? { body: new Uint8Array(body), headers }
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const event = {
    url,
    params: Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name!, id])),
    request: new Request(url, { method: method.toUpperCase(), ...sent }),
    cookies: { get: () => undefined, set: () => {}, delete: () => {} },
    locals: {
      services: { ...ground, sessions: createSessions(ground) },
      caller: who,
      deviceId: newSecret(),
      locale: 'zh-CN'
    }
  };
  return await door(event as unknown as RequestEvent);
}

/** What the description of an operation says of an answer: its schema, null for one without a body, undefined for an unknown status. */
export function described({ answers }: Operation, status: number): z.ZodType | null | undefined {
  const found = answers.find((one) => one.status === status);
  return found && (found.schema ?? null);
}
