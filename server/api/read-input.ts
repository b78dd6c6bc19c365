import { z } from 'zod';
import type { Refusal, RefusalKey } from '$lib/domain/refusal';
import { wellFormedValue } from '$lib/domain/well-formed';

/** Which sentence a field gets for what zod found. */
function sentenceOf(issue: z.core.$ZodIssue): RefusalKey {
  if (issue.code === 'invalid_type' || (issue.code === 'too_small' && issue.origin === 'string'))
    return 'field/missing';
  if (issue.code === 'too_big' && issue.origin === 'string') return 'field/too-long';
  return 'field/unfit';
}

/** Input judged by its schema: the value, or a refusal that names each field. */
export function judge<T extends z.ZodType>(schema: T, input: unknown): { value: z.output<T> } | Refusal {
  const parsed = schema.safeParse(wellFormedValue(input));
  if (parsed.success) return { value: parsed.data };
  const fields: Record<string, RefusalKey> = {};
  for (const issue of parsed.error.issues) fields[issue.path.join('.') || 'body'] ??= sentenceOf(issue);
  return { refused: 'input/invalid', fields };
}

const LARGEST = 256 * 1024;

/**
 * A body's bytes, null where there are more than `most`. Read to its end even then, and not kept: a body left lying costs the
 * caller his connection, and with it the answer.
 */
export async function readBytes(request: Request, most: number): Promise<Buffer | null> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of (request.body ?? []) as AsyncIterable<Uint8Array>) {
      bytes += part.length;
      if (bytes <= most) parts.push(part);
      else parts.length = 0;
    }
  } catch {
    return null;
  }
  return bytes > most ? null : Buffer.concat(parts);
}

/** A JSON body judged by its schema. An empty body counts as an empty object. */
export async function readJson<T extends z.ZodType>(
  request: Request,
  schema: T
): Promise<{ value: z.output<T> } | Refusal> {
  const bytes = await readBytes(request, LARGEST);
  if (bytes === null) return { refused: 'input/too-large' };
  const text = bytes.toString('utf8');
  if (text && !/^application\/(?:\w+\+)?json\b/i.test(request.headers.get('content-type') ?? ''))
    return { refused: 'input/not-json' };
  try {
    return judge(schema, text ? JSON.parse(text) : {});
  } catch {
    return { refused: 'input/not-json' };
  }
}

/** Query parameters judged by their schema; an empty one counts as absent. */
export function readQuery<T extends z.ZodType>(url: URL, schema: T): { value: z.output<T> } | Refusal {
  return judge(schema, Object.fromEntries([...url.searchParams].filter(([, value]) => value !== '')));
}
