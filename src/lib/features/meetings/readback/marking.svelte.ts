import { MarksDocument, readMarks } from '$lib/document/marks';
import { OWN } from '$lib/document/meeting-document';
import { standingOf, type Target } from '$lib/domain/meetings/marks';
import { whole } from '$lib/sync/live.svelte';
import type { Stool } from '../stool/stool';

const known = new WeakMap<Stool, ReturnType<typeof createMarking>>();

/** What those present say of each line; one for all the parts of a readback. */
export function markingOf(stool: Stool) {
  const existing = known.get(stool) ?? createMarking(stool);
  known.set(stool, existing);
  return existing;
}

function createMarking(stool: Stool) {
  const { doc } = stool.document;
  const marks = new MarksDocument(doc, OWN);
  const list = whole(doc, 'marks', () => readMarks(doc));
  const now = () => stool.clock().toISOString();
  const by = stool.input.me.accountId;

  return {
    standing: (target: Target, words: string) => standingOf(target, words, list()),
    /** Whether it was ever confirmed, in whatever words. */
    wasConfirmed: (target: Target) => list().some((mark) => mark.target === target && mark.mark === 'confirmed'),
    confirm: (lines: readonly { target: Target; words: string }[]) => marks.confirm(lines, now(), by),
    dissent: (target: Target, who: string, text: string) => marks.dissent(target, { who, text, at: now(), by }),
    takeBack: (id: string) => marks.remove(id)
  };
}
