interface Draft {
  speaker: string;
  text: string;
}

/**
 * Whether the composer's speaker should follow the floor from `before` to `now` (null: nobody), and to whom. A name that
 * stands beside words already written is left: words put in a wrong mouth are worse than one more tap.
 */
export function speakerToFill({ speaker, text }: Draft, before: string | null, now: string | null): string | null {
  if (text.trim()) return null;
  if (now !== null) return speaker === now ? null : now;
  return before !== null && speaker === before ? '' : null;
}
