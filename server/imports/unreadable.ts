import type { RefusalKey } from '$lib/domain/refusal';

/** A file that is not taken: thrown while it is read, and told to the person as a refusal. */
export class Unreadable extends Error {
  constructor(readonly refusal: Extract<RefusalKey, `import/${string}`>) {
    super(refusal);
  }
}
