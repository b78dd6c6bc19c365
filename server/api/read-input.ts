import { z } from 'zod';
import type { Refusal, RefusalKey } from '$lib/domain/refusal';

/** Which sentence a field gets for what zod found. */
function sentenceOf(issue: z.core.$ZodIssue): RefusalKey {
  if (issue.code === 'invalid_type' || (issue.code === 'too_small' && issue.origin === 'string'))
    return 'field/missing';
  if (issue.code === 'too_big' && issue.origin === 'string') return 'field/too-long';
  return 'field/unfit';
}

/** Input judged by its schema: the value, or a refusal that names each field. */
export function judge<T extends z.ZodType>(schema: T, given: unknown): { value: z.output<T> } | Refusal {
  const parsed = schema.safeParse(given);
  if (parsed.success) return { value: parsed.data };
  const fields: Record<string, RefusalKey> = {};
  for (const issue of parsed.error.issues) fields[issue.path.join('.') || 'body'] ??= sentenceOf(issue);
  return { refused: 'input/invalid', fields };
}

const LARGEST = 256 * 1024;

/** A JSON body judged by its schema. An empty body counts as an empty object. */
export async function readJson<T extends z.ZodType>(
  request: Request,
  schema: T
): Promise<{ value: z.output<T> } | Refusal> {
  // Read to its end even where it is too large (the server's own limit is not far above): a body left lying costs the
  // caller his connection, and with it the answer.
  let text: string;
  try {
    text = await request.text();
  } catch {
    return { refused: 'input/too-large' };
  }
  if (text.length > LARGEST) return { refused: 'input/too-large' };
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
