import type { z } from 'zod';

/** An endpoint of the API: what it takes, what it gives, and what it refuses. */
export interface Operation {
  method: 'get' | 'head' | 'post' | 'patch' | 'delete';
  path: string;
  summary: string;
  /** `open`: needs no session. */
  open?: true;
  /** What stands in the place of a part of the path; an id where it is not said. */
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The body is bytes of this type. */
  bytes?: string;
  /** Headers that must be sent. */
  headers?: z.ZodObject;
  /** An answer of bytes names its types. */
  answers: { status: number; description: string; schema?: z.ZodType; bytes?: string[] }[];
  refuses: number[];
}
