import type { Attachment } from 'svelte/attachments';

/**
 * A text that a button puts into the clipboard. Where there is none (no TLS) or it is refused, the field that shows the
 * text is marked, for the hand to copy.
 */
export function createCopying(text: () => string) {
  let done = $state<boolean | null>(null);
  let shownIn: HTMLTextAreaElement | null = null;
  const field: Attachment<HTMLTextAreaElement> = (element) => {
    shownIn = element;
    return () => (shownIn = null);
  };
  return {
    /** Attached to the field that shows the text. */
    field,
    /** Whether it was copied; null before anybody tried. */
    get done() {
      return done;
    },
    async copy(): Promise<void> {
      done = await (navigator.clipboard?.writeText(text()) ?? Promise.reject(new Error('none'))).then(
        () => true,
        () => false
      );
      if (!done) shownIn?.select();
    }
  };
}
